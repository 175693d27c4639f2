# TaskMonitor runtime 0.1.0 sha256:71b66cc8dc2e60af70c728042d0ac09901d86c9287b986da6d3854cb1ef81c64
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Tell a Prometheus Pushgateway how the tasks of a script went, and never harm the script.
#
#     source "$(dirname -- "${BASH_SOURCE[0]}")/monitoring.sh"
#     task_monitor nightly_etl                          # the gateway: PUSHGATEWAY_URL
#
#     load() {
#       …
#       task_monitor_records "$(wc -l < rows.csv)"      # of the task that runs
#     }
#     task_monitor_task load load                       # the task's name, then the command and its arguments
#
#     task_monitor_record_success export 12.5 1500      # a duration in seconds, a number of records
#     task_monitor_record_failure export Timeout 30
#
# A cron line that nobody wants to edit:
#
#     bash monitoring.sh --job backup --task dump -- pg_dump -f /backup/db.sql db
#
# Needs bash 4 or later and curl; for the job's own metrics awk too. Without them: one warning, no metrics.
#
# What is pushed. Each task has a group of its own: {job, task_name} and the grouping key.
#
#     task_success_total                       successes in this process
#     task_failure_total{error_code}           failures since the last success; 0 after a success
#     task_duration_seconds                    of the last run
#     task_processed_records                   of the last run that gave a number; 0 is one
#     task_last_success_timestamp_seconds      moved by a success only
#     task_last_completion_timestamp_seconds   moved by success and failure
#     task_last_start_timestamp_seconds        with --record-start
#
# error_code is exit_N, or SIGTERM and its like where the status of a command says so, or `signal` where the script itself
# was ended by one. The job's own metrics (task_monitor_counter and its like) go to the group {job} and the grouping key,
# with the next outcome. They belong to one process: several that push the same names overwrite each other's. A subshell
# (a pipeline's part, `$(…)`, `… &`) is a process of its own. Not reported is a task that does not come back to the shell:
# after `exec COMMAND` and kill -9, and where it ends the shell while its EXIT trap is running already.
#
# What holds always. Exit status, standard output, traps, options, variables and the course of `set -e` are those of the
# script without us. A push holds the job up for at most the timeout (5 seconds unless told), retry included. After a push
# that got no proper answer the gateway is left alone for half a minute; what is recorded meanwhile goes with the next
# push, at the latest when the script ends. Redirects are not followed; proxies and ~/.curlrc are not used.
#
# Warnings are single lines on standard error, each said once. They never show a password or a token. Where a function's
# standard error has been joined to its output, as in `text=$(load 2>&1)`, they go past it or wait. What a subshell has said,
# and that a gateway rests, the others know from a file in ${TMPDIR:-/tmp}/task_monitor.UID, which nothing else is written to.
#
# Environment:
#
#     PUSHGATEWAY_URL            the gateway when none is given: http://host:9091, host:9091, https://user:word@host/prefix
#     PUSHGATEWAY_USERNAME       with PUSHGATEWAY_PASSWORD: basic authentication, when the URL has no user
#     PUSHGATEWAY_BEARER_TOKEN   or a bearer token
#     PUSHGATEWAY_CA_FILE        the CA certificates (PEM) that https is checked against
#     TASK_MONITOR_SPOOL         a folder for pushes that could not be sent; they go with the group's next push
#     TASK_MONITOR_DISABLED      1: nothing is recorded, sent or said
#
# How it keeps out of the script's way. All names begin with task_monitor, _task_monitor or _TASK_MONITOR; local variables
# with _tm_, since a local variable cannot have the name of a readonly one of the script. Variables that outlive a call are
# arrays, which `set -a` cannot export. What talks to the gateway runs in a subshell. While a task runs the function `trap`
# stands before the builtin, so that the script's EXIT trap and ours share the one that there is.

# Other shells, and the bash 3.2 of macOS, come no further than this paragraph.
case ${BASH_VERSION:-0} in
  [0123].*|0)
    if [ "${TASK_MONITOR_DISABLED:-}" != 1 ] && [ -z "${_TASK_MONITOR_TOLD:-}" ]; then
      _TASK_MONITOR_TOLD=1
      echo 'TaskMonitor: no metrics are pushed, since monitoring.sh needs bash 4 or later' >&2
    fi
    task_monitor() { :; }
    task_monitor_task() { shift && "$@"; }
    # The same, except that the function finds the status of the command before.
    [ -z "${BASH_VERSION:-}" ] || eval 'task_monitor_task() { "${@:2}"; }'
    task_monitor_run() {
      while [ $# -gt 0 ]; do
        case $1 in
          --) shift && break ;;
          --job | --task | --records-from | --url | --timeout | --grouping-key) shift 2 ;;
          *) break ;;
        esac
      done
      "$@"
    }
    task_monitor_records() { :; }
    task_monitor_record_success() { :; }
    task_monitor_record_failure() { :; }
    task_monitor_batch_begin() { :; }
    task_monitor_batch_end() { :; }
    task_monitor_counter() { :; }
    task_monitor_gauge() { :; }
    task_monitor_histogram() { :; }
    task_monitor_summary() { :; }
    task_monitor_inc() { :; }
    task_monitor_set() { :; }
    task_monitor_observe() { :; }
    task_monitor_cleanup() { :; }
    # shellcheck disable=SC2317
    return 0 2>/dev/null || { task_monitor_run "$@" && exit 0; exit; }
    ;;
esac

# The script's aliases would be put into what follows, and `set -a` would export it.
_TASK_MONITOR_SOURCING=("$-")
if builtin shopt -q expand_aliases; then
  builtin shopt -u expand_aliases
  _TASK_MONITOR_SOURCING+=(aliases)
fi
builtin set +a

# Settings, running tasks and what has been said are in _TASK_MONITOR; the groups of this process, with their counts and what
# is unsent, in _TASK_MONITOR_GROUPS, where a key is NUMBER.FIELD.
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 402)); then
  declare -gA _TASK_MONITOR _TASK_MONITOR_GROUPS
  declare -ga _TASK_MONITOR_KEY _TASK_MONITOR_MEASURED
else
  declare -A _TASK_MONITOR _TASK_MONITOR_GROUPS
  declare -a _TASK_MONITOR_KEY _TASK_MONITOR_MEASURED
fi

# ---- What scripts use ------------------------------------------------------------------------------------------------

# task_monitor JOB [--url URL] [--grouping-key NAME=VALUE]… [--timeout SECONDS] [--record-start]
#
# Sets the job that the tasks of this file belong to, and those of files that set none. Without it the job is the name of the
# script.
#   --grouping-key  a further label of every group, the same in every run: an environment or a region, never a run id
#   --timeout       for how many seconds, in all, a push may hold the job up
#   --record-start  push the time of the start too, for alerts on runs that hang
task_monitor() {
  _task_monitor_quietly _task_monitor_configure "$@"
}

# task_monitor_task NAME COMMAND [ARGUMENT]…
#
# Runs a function or command of this shell as a task, plainly: `set -e`, `exit`, `$?` and traps mean in it what they would
# without us. The status is the command's.
task_monitor_task() {
  # shellcheck disable=SC2319 # the status of the command before, which the task finds as the plain command would
  local _tm_status=$?
  local _tm_command=${2-} _tm_depth='' _tm_errexit=''
  _task_monitor_quietly _task_monitor_begin "${1-}"
  [[ $- == *[ET]* ]] || builtin trap _task_monitor_on_error ERR
  _task_monitor_status "$_tm_status" && :
  "${@:2}"
  _tm_status=$?
  [[ $- == *[ET]* ]] || builtin trap - ERR
  _task_monitor_quietly _task_monitor_finish "$_tm_status"
  [[ -z $_tm_errexit ]] || builtin trap _task_monitor_on_return RETURN
  return "$_tm_status"
}

# task_monitor_records NUMBER
#
# How many records the innermost running task has processed.
task_monitor_records() {
  _task_monitor_quietly _task_monitor_note_records "${1-}"
}

# task_monitor_record_success TASK [DURATION] [RECORDS]
#
# Records a run that succeeded: its duration in seconds and the number of records, if known. 0 is a value; '' is none.
task_monitor_record_success() {
  _task_monitor_quietly _task_monitor_record "${1-}" success '' "${2-}" "${3-}"
}

# task_monitor_record_failure TASK ERROR_CODE [DURATION]
#
# Records a run that failed. ERROR_CODE has few values: exit_1 or Timeout, for example.
task_monitor_record_failure() {
  _task_monitor_quietly _task_monitor_record "${1-}" failure "${2-}" "${3-}" ''
}

# task_monitor_batch_begin … task_monitor_batch_end
#
# Between them nothing is pushed; then each group that was touched, once. Also when the script ends in between. They nest.
task_monitor_batch_begin() {
  _task_monitor_quietly _task_monitor_open_batch
}
task_monitor_batch_end() {
  _task_monitor_quietly _task_monitor_close_batch
}

# task_monitor_counter|gauge|summary NAME HELP, task_monitor_histogram NAME HELP [UPPER_BOUND]…
#
# Declares a metric of the job's own.
task_monitor_counter() {
  _task_monitor_quietly _task_monitor_declare counter "$@"
}
task_monitor_gauge() {
  _task_monitor_quietly _task_monitor_declare gauge "$@"
}
task_monitor_histogram() {
  _task_monitor_quietly _task_monitor_declare histogram "$@"
}
task_monitor_summary() {
  _task_monitor_quietly _task_monitor_declare summary "$@"
}

# task_monitor_inc NAME [AMOUNT] [LABEL=VALUE]…: adds to a counter or a gauge; 1 unless told.
task_monitor_inc() {
  case ${2-} in
    '' | *=*) _task_monitor_quietly _task_monitor_measure inc "${1-}" 1 "${@:2}" ;;
    *) _task_monitor_quietly _task_monitor_measure inc "$@" ;;
  esac
}
# task_monitor_set NAME VALUE [LABEL=VALUE]…: sets a gauge.
task_monitor_set() {
  _task_monitor_quietly _task_monitor_measure set "$@"
}
# task_monitor_observe NAME VALUE [LABEL=VALUE]…: adds an observation to a histogram or a summary.
task_monitor_observe() {
  _task_monitor_quietly _task_monitor_measure observe "$@"
}

# task_monitor_cleanup [TASK]…
#
# Deletes the groups of these tasks from the gateway, for a job that has come to its end. Without names: of all tasks that
# this process has recorded, and the group of the job's own metrics.
task_monitor_cleanup() {
  _task_monitor_quietly _task_monitor_delete_groups "$@"
}

# task_monitor_run [--job JOB] [--task NAME] [--records-from REGEX] [OPTION OF task_monitor]… [--] COMMAND [ARGUMENT]…
#
# Runs any command as a task; its standard streams and its status are what they are without us.
#   --records-from  an extended regular expression. The number of records is what its first group, or all of it, matches in
#                   the last line of the standard output that it fits. The command runs in a subshell then, and its
#                   standard output is a pipe; all bytes come out of it as they went in.
task_monitor_run() {
  local _tm_job='' _tm_task='' _tm_regex='' _tm_options=()
  while (($#)); do
    case $1 in
      --job | --task | --records-from | --url | --timeout | --grouping-key)
        case $1 in
          --job) _tm_job=${2-} ;;
          --task) _tm_task=${2-} ;;
          --records-from) _tm_regex=${2-} ;;
          *) _tm_options+=("$1" "${2-}") ;;
        esac
        builtin shift "$(($# > 1 ? 2 : 1))"
        ;;
      --record-start)
        _tm_options+=("$1")
        builtin shift
        ;;
      --)
        builtin shift
        break
        ;;
      *) break ;;
    esac
  done
  [[ -n $_tm_task ]] || _tm_task=${1##*/}
  _task_monitor_quietly _task_monitor_prepare_run "$_tm_job" "$_tm_task" ${_tm_options[@]+"${_tm_options[@]}"}
  if [[ -n ${_TASK_MONITOR[is_main]-} ]]; then
    task_monitor_task "$_tm_task" _task_monitor_run_forwarding "$_tm_regex" "$@"
  elif [[ -n $_tm_regex ]]; then
    task_monitor_task "$_tm_task" _task_monitor_run_counting "$_tm_regex" "$@"
  else
    task_monitor_task "$_tm_task" "$@"
  fi
}

# ---- The script and we -----------------------------------------------------------------------------------------------

# Runs one of our functions with the options that it needs, and puts the script's back. Always succeeds.
_task_monitor_quietly() {
  { local _tm_set=$- _tm_source=${BASH_SOURCE[2]-} && builtin set +aefuvxCET; } 2>/dev/null
  [[ ${TASK_MONITOR_DISABLED-} == 1 ]] || "$@"
  local _tm_option
  for _tm_option in a e f u v C E T x; do
    case $_tm_set in *"$_tm_option"*) builtin set "-$_tm_option" ;; esac
  done
  return 0
}

_task_monitor_status() {
  return "$1"
}

# `set -e` and an ERR trap of the script see a function that returns a failure at the place where the script calls it. They
# must not see it in our frames first. An ERR trap in the frame of task_monitor_task, which what is called there does not
# inherit, comes before `set -e` and switches it off; a RETURN trap switches it on again when the frames are gone. Without
# `set -e`, and where it has no effect, as in `load || …`, this does nothing. Nor can it where traps are inherited (-E, -T).
_task_monitor_on_error() {
  if [[ $- == *e* ]]; then
    builtin set +e
    _tm_errexit=1
  fi
}
_task_monitor_on_return() {
  # The function `load` that calls `task_monitor_task NAME load__task` is ours too.
  if [[ ${FUNCNAME[1]-} == task_monitor_task && $_tm_command == "${FUNCNAME[2]-}"__* ]]; then
    return
  fi
  builtin trap - RETURN
  builtin set -e
}

# The script's EXIT trap is `OURS; SCRIPT'S` while we have something to do when this process ends.
_task_monitor_hook() {
  [[ ${_TASK_MONITOR[hooked]-} != "$BASHPID" && ${_TASK_MONITOR[ending]-} != "$BASHPID" ]] || return
  # A subshell shows the traps that its parent has, until it sets one of its own.
  [[ $BASHPID == "$$" ]] || builtin trap - URG
  # In posix mode a quote is one inside of "${…}" too: so it is in a variable.
  local _tm_trap _tm_plain="trap -- '"
  _tm_trap=$(builtin trap -p EXIT)
  _TASK_MONITOR[hooked]=$BASHPID
  case $_tm_trap in
    "trap -- '_task_monitor_at_exit && :"*) ;;
    '' | 'trap -- - '*) builtin trap -- '_task_monitor_at_exit && :' EXIT ;; # the latter in posix mode
    *) builtin eval "builtin trap -- '_task_monitor_at_exit && :; ${_tm_trap#"$_tm_plain"}" ;;
  esac
  # In posix mode a function cannot stand before a special builtin, and it is fatal to define one.
  if [[ ! -o posix ]] && ! builtin declare -F trap >/dev/null; then
    _task_monitor_shadow_trap
    _TASK_MONITOR[shadows]=$BASHPID
  fi
}

_task_monitor_unhook() {
  [[ ${_TASK_MONITOR[hooked]-} == "$BASHPID" ]] || return
  local _tm_trap _tm_ours="trap -- '_task_monitor_at_exit && :; "
  _tm_trap=$(builtin trap -p EXIT)
  _TASK_MONITOR[hooked]=
  case $_tm_trap in
    "$_tm_ours"*) builtin eval "builtin trap -- '${_tm_trap#"$_tm_ours"}" ;;
    "trap -- '_task_monitor_at_exit && :'"*) builtin trap - EXIT ;;
  esac
  if [[ ${_TASK_MONITOR[shadows]-} == "$BASHPID" ]]; then
    _TASK_MONITOR[shadows]=
    builtin unset -f trap
  fi
}

_task_monitor_shadow_trap() {
  trap() {
    _task_monitor_trap "$@"
  }
}

# What the script's `trap` does while we are hooked: what the builtin does, with our part of the EXIT trap out of sight.
_task_monitor_trap() {
  local _tm_arguments=("$@") _tm_action _tm_signal _tm_others=() _tm_sets_exit=''
  [[ ${1-} != -- ]] || builtin shift
  case ${1--p} in
    -p* | -P*)
      _task_monitor_show_traps ${_tm_arguments[@]+"${_tm_arguments[@]}"}
      return "$?" # in a trap, `return` alone gives the status from before the trap
      ;;
  esac
  _tm_action=$1
  if (($# == 1)); then
    _tm_action=-
  else
    case $1 in *[!0-9]* | '') builtin shift ;; *) _tm_action=- ;; esac
  fi
  for _tm_signal; do
    case $_tm_signal in
      0 | [Ee][Xx][Ii][Tt] | [Ss][Ii][Gg][Ee][Xx][Ii][Tt]) _tm_sets_exit=1 ;;
      *) _tm_others+=("$_tm_signal") ;;
    esac
  done
  if [[ -z $_tm_sets_exit || ${_TASK_MONITOR[hooked]-} != "$BASHPID" ]]; then
    # shellcheck disable=SC2064 # the arguments of the script's own trap
    builtin trap "${_tm_arguments[@]}"
    return "$?"
  fi
  case $_tm_action in
    -) builtin trap -- '_task_monitor_at_exit && :' EXIT ;;
    *) builtin trap -- "_task_monitor_at_exit && :; $_tm_action" EXIT ;;
  esac
  [[ ${#_tm_others[@]} == 0 ]] || builtin trap -- "$_tm_action" "${_tm_others[@]}"
}

_task_monitor_show_traps() {
  local _tm_shown _tm_ours="trap -- '_task_monitor_at_exit && :" _tm_rest _tm_end="' EXIT"
  # shellcheck disable=SC2064 # -p and the names of signals
  _tm_shown=$(builtin trap "$@") || return "$?"
  if [[ $_tm_shown == *"$_tm_ours"* ]]; then
    _tm_rest=${_tm_shown#*"$_tm_ours"}
    _tm_shown=${_tm_shown%%"$_tm_ours"*}
    case $_tm_rest in
      '; '*) _tm_shown+="trap -- '${_tm_rest#'; '}" ;;
      *)
        _tm_rest=${_tm_rest#"$_tm_end"}
        _tm_shown+=${_tm_rest#$'\n'}
        ;;
    esac
  fi
  [[ -z $_tm_shown ]] || builtin printf '%s\n' "${_tm_shown%$'\n'}"
}

# The first part of the EXIT trap: its status is the one that it finds.
_task_monitor_at_exit() {
  local _tm_status=$? _tm_last_command=$BASH_COMMAND
  _task_monitor_quietly _task_monitor_end_process "$_tm_status" "$_tm_last_command"
  return "$_tm_status"
}

# Writes one line to standard error, once for all warnings that are about the same.
# $1 the message, $2 what it is about, unless the message itself
_task_monitor_warn() {
  local _tm_about="said ${2:-$1}" _tm_line="TaskMonitor: ${1//[[:cntrl:]]/ }"
  _task_monitor_read_shared
  [[ -z ${_TASK_MONITOR[$_tm_about]-} ]] && ((${#_TASK_MONITOR[@]} < 300)) || return
  _TASK_MONITOR[$_tm_about]=1
  [[ $BASHPID == "$$" ]] || _task_monitor_share "$_tm_about"$'\t'1
  # `text=$(load 2>&1)` and `{ load; } 2>&1 | …` must not get our line into what is their text.
  if [[ $BASHPID != "$$" || -n ${_TASK_MONITOR[merged]-} || ! /dev/fd/2 -ef /dev/fd/1 ]]; then
    _task_monitor_say "$_tm_line"
  else
    _TASK_MONITOR[unsaid]+=$_tm_line$'\n'
  fi
}

_task_monitor_say() {
  ( # an error here is not the script's
    builtin set +e
    if [[ $BASHPID != "$$" && /dev/fd/2 -ef /dev/fd/1 ]] && ! [[ "/proc/$$/fd/2" -ef /dev/fd/2 ]]; then
      # Then to where the script's own standard error goes, if that is open to us.
      [[ -p "/proc/$$/fd/2" || -c "/proc/$$/fd/2" ]] || builtin exit 0
      exec 2>>"/proc/$$/fd/2" # `builtin exec` would take it back
    fi
    builtin printf '%s\n' "$1" >&2
  ) || :
}

# Says what had to wait for a standard error that is not the standard output.
_task_monitor_say_late() {
  [[ -n ${_TASK_MONITOR[unsaid]-} && $BASHPID == "$$" ]] || return
  if [[ /dev/fd/2 -ef /dev/fd/1 ]]; then
    _task_monitor_hook
    return
  fi
  _task_monitor_say "${_TASK_MONITOR[unsaid]%$'\n'}"
  _TASK_MONITOR[unsaid]=''
}

# A subshell leaves what the others should know in a file: what has been said, and which gateway rests. Otherwise each
# `$(load)` in a loop would say and wait for the same. $1 a key of _TASK_MONITOR, a tab and its value
_task_monitor_share() {
  (
    builtin set +e
    builtin umask 077
    _tm_folder=${_TASK_MONITOR[shared]%/*}
    builtin command mkdir "$_tm_folder"
    # In a folder that others may write to, a name that can be guessed may be theirs.
    [[ -d $_tm_folder && ! -L $_tm_folder && -O $_tm_folder ]] || builtin exit 0
    builtin command find "$_tm_folder" -type f -mmin +60 -exec rm -f {} +
    builtin printf '%s\n' "$1" >>"${_TASK_MONITOR[shared]}"
  ) 2>/dev/null || :
}

_task_monitor_read_shared() {
  [[ -f ${_TASK_MONITOR[shared]-} ]] || return
  local _tm_line
  while IFS='' builtin read -r _tm_line; do
    [[ -z ${_tm_line%%$'\t'*} ]] || _TASK_MONITOR[${_tm_line%%$'\t'*}]=${_tm_line##*$'\t'}
  done <"${_TASK_MONITOR[shared]}"
}

# ---- What is recorded ------------------------------------------------------------------------------------------------

_task_monitor_configure() {
  local _tm_job=${1-} _tm_option
  if [[ -n $_tm_job ]]; then
    _TASK_MONITOR[job]=$_tm_job
    _TASK_MONITOR[job of $_tm_source]=$_tm_job
  fi
  builtin shift
  while (($#)); do
    _tm_option=$1
    builtin shift
    case $_tm_option in
      --url) _TASK_MONITOR[url]=${1-} ;;
      --grouping-key) _task_monitor_add_to_key "${1-}" ;;
      --timeout) _task_monitor_set_timeout "${1-}" ;;
      --record-start)
        _TASK_MONITOR[record_start]=1
        continue
        ;;
      *)
        _task_monitor_warn "task_monitor has no option $_tm_option"
        continue
        ;;
    esac
    builtin shift
  done
}

# Sets _tm_job to the job of the file that has called us.
_task_monitor_find_job() {
  _tm_job=${_TASK_MONITOR[job of $_tm_source]-${_TASK_MONITOR[job]-}}
}

# The next task is one of task_monitor_run. $1 its job, if told, $2 its name, and options of task_monitor
_task_monitor_prepare_run() {
  local _tm_job=$1
  [[ -n $_tm_job ]] || _task_monitor_find_job
  _TASK_MONITOR[next job]=${_tm_job:-$2}
  _task_monitor_configure '' "${@:3}"
}

# Keeps the grouping key in the order of its names, as all runtimes do: a group's path must not depend on it.
_task_monitor_add_to_key() {
  local _tm_name=${1%%=*} _tm_pair _tm_key=() _tm_is_in='' LC_ALL=C
  case $_tm_name in
    job | task_name | '' | [0123456789]* | *[!ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_]*)
      _task_monitor_warn "'$_tm_name' cannot be a label of the grouping key and is left out"
      return
      ;;
  esac
  for _tm_pair in ${_TASK_MONITOR_KEY[@]+"${_TASK_MONITOR_KEY[@]}"}; do
    if [[ -z $_tm_is_in && ! ${_tm_pair%%=*} < $_tm_name ]]; then
      _tm_key+=("$_tm_name=${1#*=}")
      _tm_is_in=1
    fi
    [[ ${_tm_pair%%=*} == "$_tm_name" ]] || _tm_key+=("$_tm_pair")
  done
  [[ -n $_tm_is_in ]] || _tm_key+=("$_tm_name=${1#*=}")
  _TASK_MONITOR_KEY=("${_tm_key[@]}")
}

_task_monitor_set_timeout() {
  local _tm_number _tm_fraction
  _task_monitor_number "$1"
  case $_tm_number in
    '' | *[!0123456789.]* | ?????*.* | ?????*) return ;;
  esac
  _tm_fraction=000000
  [[ $_tm_number != *.* ]] || _tm_fraction=${_tm_number#*.}000000
  _TASK_MONITOR[timeout]=$((10#0${_tm_number%%.*} * 1000000 + 10#${_tm_fraction:0:6}))
}

_task_monitor_begin() {
  local _tm_now _tm_seconds _tm_group _tm_job
  _task_monitor_start_over
  _task_monitor_hook
  _tm_depth=$((${_TASK_MONITOR[depth]:-0} + 1))
  _TASK_MONITOR[depth]=$_tm_depth
  _TASK_MONITOR[process $_tm_depth]=$BASHPID
  _TASK_MONITOR[name $_tm_depth]=$1
  _task_monitor_find_job
  _TASK_MONITOR[job $_tm_depth]=${_TASK_MONITOR[next job]:-$_tm_job}
  _TASK_MONITOR[next job]=
  _TASK_MONITOR[records $_tm_depth]=
  _task_monitor_now
  if [[ -n ${_TASK_MONITOR[record_start]-} ]]; then
    _task_monitor_find_group "${_TASK_MONITOR[job $_tm_depth]}" "$1"
    if [[ -n $_tm_group ]]; then
      _task_monitor_seconds "$_tm_now"
      _task_monitor_note "$_tm_group" task_last_start_timestamp_seconds "$_tm_seconds"
      _task_monitor_push_soon "$_tm_group"
      _task_monitor_now
    fi
  fi
  _TASK_MONITOR[begun $_tm_depth]=$_tm_now
}

# $1 the status
_task_monitor_finish() {
  [[ -n $_tm_depth ]] || return
  _TASK_MONITOR[depth]=$((_tm_depth - 1))
  _task_monitor_end_task "$_tm_depth" "$1"
  _task_monitor_settle
}

# $1 the depth of the task, $2 its status, $3 an error code that says more
_task_monitor_end_task() {
  local _tm_now _tm_seconds _tm_code=${3-} _tm_duration='' _tm_records=${_TASK_MONITOR[records $1]-}
  _task_monitor_now
  if [[ -n $_tm_now && -n ${_TASK_MONITOR[begun $1]-} ]]; then
    _tm_duration=$((_tm_now - ${_TASK_MONITOR[begun $1]}))
    _task_monitor_seconds "$((_tm_duration > 0 ? _tm_duration : 0))" # clocks may be set back
    _tm_duration=$_tm_seconds
  fi
  if [[ $2 != 0 && -z $_tm_code ]]; then
    _task_monitor_error_code "$2"
  fi
  if [[ -z $_tm_code ]]; then
    _task_monitor_note_outcome "${_TASK_MONITOR[job $1]-}" "${_TASK_MONITOR[name $1]-}" success '' "$_tm_duration" "$_tm_records"
  else
    _task_monitor_note_outcome "${_TASK_MONITOR[job $1]-}" "${_TASK_MONITOR[name $1]-}" failure "$_tm_code" "$_tm_duration" "$_tm_records"
  fi
}

# Sets _tm_code: what status 143 stands for is SIGTERM.
_task_monitor_error_code() {
  _tm_code=exit_$1
  case $1 in
    129) _tm_code=SIGHUP ;;
    130) _tm_code=SIGINT ;;
    131) _tm_code=SIGQUIT ;;
    132) _tm_code=SIGILL ;;
    134) _tm_code=SIGABRT ;;
    136) _tm_code=SIGFPE ;;
    137) _tm_code=SIGKILL ;;
    139) _tm_code=SIGSEGV ;;
    141) _tm_code=SIGPIPE ;;
    142) _tm_code=SIGALRM ;;
    143) _tm_code=SIGTERM ;;
  esac
}

# At the end of this process: ends the tasks that it runs, the innermost first, and sends what has not been sent.
# $1 the status, $2 the command that ran last
_task_monitor_end_process() {
  local _tm_depth=${_TASK_MONITOR[depth]:-0} _tm_code=''
  if [[ $1 == 0 && $2 != *exit* && $(builtin trap -p HUP INT QUIT USR1 USR2 ALRM TERM) != *exit* ]]; then
    _tm_code=signal # which one, bash does not tell
  fi
  _TASK_MONITOR[ending]=$BASHPID
  while ((_tm_depth > 0)) && [[ ${_TASK_MONITOR[process $_tm_depth]-} == "$BASHPID" ]]; do
    _TASK_MONITOR[depth]=$((_tm_depth - 1))
    _task_monitor_end_task "$_tm_depth" "$1" "$_tm_code"
    _tm_depth=$((_tm_depth - 1))
  done
  _task_monitor_push_last
  _task_monitor_say_late
}

_task_monitor_note_records() {
  local _tm_depth=${_TASK_MONITOR[depth]:-0} _tm_number
  _task_monitor_number "$1"
  if ((_tm_depth > 0)) && [[ -n $_tm_number ]]; then
    _TASK_MONITOR[records $_tm_depth]=$_tm_number
  fi
}

# $1 task, $2 success or failure, $3 error code, $4 duration or nothing, $5 records or nothing
_task_monitor_record() {
  local _tm_number _tm_duration _tm_records _tm_job
  _task_monitor_start_over
  _task_monitor_find_job
  _task_monitor_number "$4"
  _tm_duration=$_tm_number
  _task_monitor_number "$5"
  _tm_records=$_tm_number
  _task_monitor_note_outcome "$_tm_job" "$1" "$2" "$3" "$_tm_duration" "$_tm_records"
  _task_monitor_settle
}

# $1 job, $2 task, $3 success or failure, $4 error code, $5 duration or nothing, $6 records or nothing
_task_monitor_note_outcome() {
  local _tm_group _tm_now _tm_seconds
  _task_monitor_find_group "$1" "$2"
  [[ -n $_tm_group ]] || return
  _task_monitor_now
  if [[ -z $_tm_now ]]; then
    _task_monitor_warn 'no metrics are pushed, since neither bash nor the command date tells the time'
    return
  fi
  _task_monitor_seconds "$_tm_now"
  if [[ $3 == success ]]; then
    _TASK_MONITOR_GROUPS[$_tm_group.successes]=$((${_TASK_MONITOR_GROUPS[$_tm_group.successes]:-0} + 1))
    _TASK_MONITOR_GROUPS[$_tm_group.failures]=
    _task_monitor_note "$_tm_group" task_success_total "${_TASK_MONITOR_GROUPS[$_tm_group.successes]}"
    # A family without samples would not replace the failures that the gateway holds.
    _task_monitor_note "$_tm_group" task_failure_total $'task_failure_total{error_code=""} 0\n'
    _task_monitor_note "$_tm_group" task_last_success_timestamp_seconds "$_tm_seconds"
  else
    _task_monitor_count_failure "$4"
  fi
  [[ -z $5 ]] || _task_monitor_note "$_tm_group" task_duration_seconds "$5"
  [[ -z $6 ]] || _task_monitor_note "$_tm_group" task_processed_records "$6"
  _task_monitor_note "$_tm_group" task_last_completion_timestamp_seconds "$_tm_seconds"
  _task_monitor_push_soon "$_tm_group"
}

# The failures since the last success are kept as the samples that are pushed, one line for each error code.
_task_monitor_count_failure() {
  local _tm_lines=${_TASK_MONITOR_GROUPS[$_tm_group.failures]-} _tm_escaped _tm_sample _tm_rest _tm_count=0
  _task_monitor_escape "$1"
  _tm_sample="task_failure_total{error_code=\"$_tm_escaped\"} "
  case $'\n'$_tm_lines in
    *$'\n'"$_tm_sample"*)
      _tm_rest=$'\n'$_tm_lines
      _tm_rest=${_tm_rest#*$'\n'"$_tm_sample"}
      _tm_count=${_tm_rest%%$'\n'*}
      _tm_lines=${_tm_lines%"$_tm_sample$_tm_rest"}${_tm_rest#*$'\n'}
      ;;
  esac
  _tm_lines+=$_tm_sample$((_tm_count + 1))$'\n'
  _TASK_MONITOR_GROUPS[$_tm_group.failures]=$_tm_lines
  _task_monitor_note "$_tm_group" task_failure_total "$_tm_lines"
}

# $1 group, $2 family, $3 its value, or the lines of its samples
_task_monitor_note() {
  _TASK_MONITOR_GROUPS[$1.unsent $2]=$3
  _task_monitor_touch "$1"
}

_task_monitor_touch() {
  _TASK_MONITOR_GROUPS[$1.untried]=1
  _TASK_MONITOR_GROUPS[$1.changed]=${_tm_now}000
}

# Sets _tm_group to the number of a group; to nothing where nothing is to be pushed.
# $1 job, $2 task; the group of the job's own metrics without a second argument
_task_monitor_find_group() {
  local _tm_url=${_TASK_MONITOR[url]:-${PUSHGATEWAY_URL-}} _tm_key _tm_shown _tm_user _tm_path=/metrics _tm_labels='' _tm_pair
  _tm_group=''
  if [[ -z $_tm_url ]]; then
    _task_monitor_warn 'PUSHGATEWAY_URL is not set and no URL was given: no metrics are pushed'
    return
  fi
  _tm_key="group $# ${2-}"$'\n'"$1"$'\n'"$_tm_url"$'\n'"${_TASK_MONITOR_KEY[*]-}"
  _tm_group=${_TASK_MONITOR_GROUPS[$_tm_key]-}
  [[ -z $_tm_group ]] || return
  if ! _task_monitor_read_url "$_tm_url"; then
    _task_monitor_warn 'no metrics are pushed: the URL is not like http://user:password@pushgateway:9091/prefix'
    return
  fi
  _task_monitor_add_label job "$1"
  for _tm_pair in ${_TASK_MONITOR_KEY[@]+"${_TASK_MONITOR_KEY[@]}"}; do
    _task_monitor_add_label "${_tm_pair%%=*}" "${_tm_pair#*=}"
  done
  (($# < 2)) || _task_monitor_add_label task_name "$2"
  _tm_group=$((${_TASK_MONITOR_GROUPS[count]:-0} + 1))
  _TASK_MONITOR_GROUPS[count]=$_tm_group
  _TASK_MONITOR_GROUPS[$_tm_key]=$_tm_group
  _TASK_MONITOR_GROUPS[$_tm_group.url]=$_tm_url
  _TASK_MONITOR_GROUPS[$_tm_group.gateway]=$_tm_shown
  _TASK_MONITOR_GROUPS[$_tm_group.path]=$_tm_path
  _TASK_MONITOR_GROUPS[$_tm_group.labels]=$_tm_labels
  _TASK_MONITOR_GROUPS[$_tm_group.is_own]=$(($# < 2))
}

# Adds to _tm_path, and to _tm_labels as Prometheus writes them. A Pushgateway answers an empty value, and one that begins
# with a slash, with a redirect and stores nothing. So whatever a path does not hold as it is goes in its base64 form.
_task_monitor_add_label() {
  local _tm_escaped
  _task_monitor_escape "$2"
  _tm_labels+="${_tm_labels:+, }$1=\"$_tm_escaped\""
  case $2 in
    *[!ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-]*) ;;
    *[!.]*)
      _tm_path+=/$1/$2
      return
      ;;
  esac
  _tm_path+=/$1@base64/$(LC_ALL=C && _task_monitor_base64 "$2" - _)
}

# Prints bytes as base64. $1 the bytes, $2 and $3 the characters for 62 and 63. An empty text becomes `=`, as in a path.
_task_monitor_base64() {
  local _tm_alphabet=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789$2$3
  local _tm_index _tm_byte _tm_bytes=() _tm_three _tm_text='' _tm_length=${#1}
  for ((_tm_index = 0; _tm_index < _tm_length; _tm_index++)); do
    builtin printf -v _tm_byte %d "'${1:_tm_index:1}"
    _tm_bytes+=("$((_tm_byte & 255))")
  done
  for ((_tm_index = 0; _tm_index < _tm_length; _tm_index += 3)); do
    _tm_three=$((_tm_bytes[_tm_index] << 16 | ${_tm_bytes[_tm_index + 1]:-0} << 8 | ${_tm_bytes[_tm_index + 2]:-0}))
    _tm_text+=${_tm_alphabet:_tm_three >> 18:1}${_tm_alphabet:_tm_three >> 12 & 63:1}
    _tm_text+=${_tm_alphabet:_tm_three >> 6 & 63:1}${_tm_alphabet:_tm_three & 63:1}
  done
  case $((_tm_length % 3)) in
    1) _tm_text=${_tm_text%??}== ;;
    2) _tm_text=${_tm_text%?}= ;;
  esac
  builtin printf %s "${_tm_text:-=}"
}

# Sets _tm_shown to the URL without its user, and _tm_user to that. Fails where it is no URL of a gateway.
_task_monitor_read_url() {
  local _tm_scheme=http _tm_rest=$1 _tm_prefix='' _tm_port=80
  _tm_rest=${_tm_rest#"${_tm_rest%%[![:space:]]*}"}
  _tm_rest=${_tm_rest%"${_tm_rest##*[![:space:]]}"}
  _tm_user=''
  if [[ $_tm_rest == *://* ]]; then
    _tm_scheme=${_tm_rest%%://*}
    _tm_rest=${_tm_rest#*://}
  fi
  case $_tm_scheme in
    [Hh][Tt][Tt][Pp]) _tm_scheme=http ;;
    [Hh][Tt][Tt][Pp][Ss]) _tm_scheme=https ;;
    *) return 1 ;;
  esac
  if [[ $_tm_rest == */* ]]; then
    _tm_prefix=/${_tm_rest#*/}
    _tm_rest=${_tm_rest%%/*}
    _tm_prefix=${_tm_prefix%"${_tm_prefix##*[!/]}"}
  fi
  if [[ $_tm_rest == *@* ]]; then
    _tm_user=${_tm_rest%@*}
    _tm_rest=${_tm_rest##*@}
  fi
  case $_tm_user$_tm_rest$_tm_prefix in *[\?\#]*) return 1 ;; esac
  case $_tm_prefix in *@*) return 1 ;; esac
  case $_tm_rest in
    '' | :*) return 1 ;;
    '['*']') ;;
    '['*']:'*) _tm_port=${_tm_rest##*]:} ;;
    *[][]* | *:*:*) return 1 ;;
    *:*) _tm_port=${_tm_rest##*:} ;;
  esac
  case $_tm_port in *[!0123456789]*) return 1 ;; esac
  _tm_shown=$_tm_scheme://$_tm_rest$_tm_prefix
}

# Sets _tm_number to the number in the text, or with a warning to nothing.
_task_monitor_number() {
  local _tm_rest=$1 _tm_exponent=0
  _tm_rest=${_tm_rest#"${_tm_rest%%[![:space:]]*}"}
  _tm_rest=${_tm_rest%"${_tm_rest##*[![:space:]]}"}
  _tm_number=$_tm_rest
  [[ -n $_tm_rest ]] || return
  case ${_tm_rest#[+-]} in
    [Ii][Nn][Ff] | [Nn][Aa][Nn]) return ;;
  esac
  _tm_rest=${_tm_rest#[+-]}
  case $_tm_rest in
    *[eE]*)
      _tm_exponent=${_tm_rest#*[eE]}
      _tm_exponent=${_tm_exponent#[+-]}
      _tm_rest=${_tm_rest%%[eE]*}
      ;;
  esac
  [[ $_tm_rest != *.* ]] || _tm_rest=${_tm_rest%%.*}${_tm_rest#*.}
  case $_tm_rest:$_tm_exponent in
    :* | *: | *[!0123456789]*:* | *:*[!0123456789]*)
      _task_monitor_warn "not a number: '$1'"
      _tm_number=''
      ;;
  esac
}

# Sets _tm_escaped to the text as the value of a label.
_task_monitor_escape() {
  _tm_escaped=${1//\\/\\\\}
  _tm_escaped=${_tm_escaped//\"/\\\"}
  _tm_escaped=${_tm_escaped//$'\n'/\\n}
}

# Sets _tm_now to the Unix time in microseconds; to nothing where there is no telling.
_task_monitor_now() {
  # The decimal point is the locale's. In bash 4 the variable is one like any other.
  if ((BASH_VERSINFO[0] > 4)); then
    _tm_now=${EPOCHREALTIME-}
    _tm_now=${_tm_now//[!0-9]/}
    ((${#_tm_now} != 16)) || return
  fi
  _tm_now=$(builtin command date +%s%N 2>/dev/null)
  _tm_now=${_tm_now//[!0-9]/} # not every date knows %N
  [[ -n $_tm_now ]] || builtin printf -v _tm_now '%(%s)T' -1 2>/dev/null
  [[ -z $_tm_now ]] || _tm_now=${_tm_now}000000
  _tm_now=${_tm_now:0:16}
}

# Sets _tm_seconds to these microseconds.
_task_monitor_seconds() {
  builtin printf -v _tm_seconds '%d.%06d' "$(($1 / 1000000))" "$(($1 % 1000000))"
}

# ---- The job's own metrics -------------------------------------------------------------------------------------------

# _TASK_MONITOR_MEASURED is a list of what was declared and measured, each of six fields with a byte 1 between them:
# the path of the group, the operation, the metric's name, its labels, a value, a help text. awk makes an exposition of it.

# $1 kind, $2 name, $3 help, and the upper bounds of buckets
_task_monitor_declare() {
  local _tm_name=${2-} _tm_help=${3-} _tm_group _tm_now _tm_bounds _tm_number _tm_bound
  case $_tm_name in
    '' | [0123456789]* | *[!ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:]*)
      _task_monitor_warn "'$_tm_name' cannot be the name of a metric"
      return
      ;;
  esac
  if [[ -n ${_TASK_MONITOR[kind $_tm_name]-} && ${_TASK_MONITOR[kind $_tm_name]} != "$1" ]]; then
    _task_monitor_warn "$_tm_name is a ${_TASK_MONITOR[kind $_tm_name]} already, and cannot be a $1"
    return
  fi
  _TASK_MONITOR[kind $_tm_name]=$1
  _tm_bounds=''
  if [[ $1 == histogram ]]; then
    _tm_bounds='0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 2.5 5 7.5 10'
    (($# == 3)) || _tm_bounds=''
    for _tm_bound in "${@:4}"; do
      _task_monitor_number "$_tm_bound"
      _tm_bounds+="${_tm_bounds:+ }$_tm_number"
    done
  fi
  _tm_help=${_tm_help//\\/\\\\}
  _tm_help=${_tm_help//$'\n'/\\n}
  _task_monitor_keep_measured "$1" "$_tm_name" '' "$_tm_bounds" "$_tm_help"
}

# $1 inc, set or observe, $2 name, $3 value, and labels as NAME=VALUE
_task_monitor_measure() {
  local _tm_name=${2-} _tm_number _tm_labels='' _tm_pair _tm_escaped
  case "$1 ${_TASK_MONITOR[kind $_tm_name]-}" in
    'inc counter' | 'inc gauge' | 'set gauge' | 'observe histogram' | 'observe summary') ;;
    *' ')
      _task_monitor_warn "the metric '$_tm_name' has not been declared"
      return
      ;;
    *)
      _task_monitor_warn "$_tm_name is a ${_TASK_MONITOR[kind $_tm_name]}: task_monitor_$1 is not for it"
      return
      ;;
  esac
  _task_monitor_number "${3-}"
  [[ -n $_tm_number ]] || return
  if [[ ${_TASK_MONITOR[kind $_tm_name]} == counter && $_tm_number == -* ]]; then
    _task_monitor_warn "$_tm_name is a counter and cannot go down"
    return
  fi
  for _tm_pair in "${@:4}"; do
    case ${_tm_pair%%=*} in
      '' | "$_tm_pair" | [0123456789]* | *[!ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_]*)
        _task_monitor_warn "'$_tm_pair' is not a label for $_tm_name"
        return
        ;;
    esac
    _task_monitor_escape "${_tm_pair#*=}"
    _tm_labels+="${_tm_labels:+,}${_tm_pair%%=*}=\"$_tm_escaped\""
  done
  _task_monitor_keep_measured "$1" "$_tm_name" "$_tm_labels" "$_tm_number" ''
}

_task_monitor_keep_measured() {
  local _tm_group _tm_now _tm_job
  _task_monitor_start_over
  _task_monitor_find_job
  _task_monitor_find_group "$_tm_job"
  [[ -n $_tm_group ]] || return
  if ((${#_TASK_MONITOR_MEASURED[@]} > 5000)); then
    _task_monitor_compact_measured
  fi
  local _tm_path=${_TASK_MONITOR_GROUPS[$_tm_group.path]}
  _TASK_MONITOR_MEASURED+=("$_tm_path"$'\001'"$1"$'\001'"$2"$'\001'"$3"$'\001'"$4"$'\001'"$5")
  case $1 in counter | gauge | histogram | summary) return ;; esac
  _task_monitor_now
  _TASK_MONITOR_GROUPS[$_tm_group.unsent own]=1
  _task_monitor_touch "$_tm_group"
  _task_monitor_hook
}

# A long list is replaced by what it comes to.
_task_monitor_compact_measured() {
  local _tm_compact _tm_line
  _tm_compact=$(_task_monitor_work compact 2>/dev/null)
  [[ -n $_tm_compact ]] || return
  _TASK_MONITOR_MEASURED=()
  while [[ -n $_tm_compact ]]; do
    _tm_line=${_tm_compact%%$'\n'*}
    _tm_compact=${_tm_compact#"$_tm_line"}
    _tm_compact=${_tm_compact#$'\n'}
    _TASK_MONITOR_MEASURED+=("$_tm_line")
  done
}

# Reads _TASK_MONITOR_MEASURED, one entry a line. With the path of a group it prints the group's exposition, without one a
# shorter list of the same meaning, in which `inc` and `set` carry totals and `total` all numbers of a histogram or summary.
# shellcheck disable=SC2016 # a program in awk
_TASK_MONITOR_AWK='
function at(path, name, labels) { return path SUBSEP name SUBSEP labels }
function shown(number) { return number == int(number) && number < 1e15 && number > -1e15 ? sprintf("%d", number) : sprintf("%.15g", number) }
function joined(labels, further) { return labels == "" ? further : labels "," further }
function braced(labels) { return labels == "" ? "" : "{" labels "}" }
function bound_of(text) { return text ~ /^[+]?[Ii][Nn][Ff]/ ? "+Inf" : text }
BEGIN { FS = SUBSEP = "\001" }
$2 == "counter" || $2 == "gauge" || $2 == "histogram" || $2 == "summary" {
  if (!((key = $1 FS $3) in kind)) metrics[++metric_count] = key
  kind[key] = $2; bounds[key] = $5; help[key] = $6
  next
}
!(at($1, $3, $4) in value) && !(at($1, $3, $4) in count) {
  series[++series_count] = $1 FS $3 FS $4
}
{ key = at($1, $3, $4) }
$2 == "inc" { value[key] = shown(value[key] + $5) }
$2 == "set" { value[key] = $5 }
$2 == "observe" {
  count[key]++; sum[key] += $5
  size = split(bounds[$1 FS $3], bound, " ")
  for (i = 1; i <= size; i++) if ($5 + 0 <= bound[i] + 0) bucket[key, i]++
}
$2 == "total" {
  size = split($5, totals, " ")
  count[key] = totals[1]; sum[key] = totals[2]
  for (i = 3; i <= size; i++) bucket[key, i - 2] = totals[i]
}
function print_compact(   i, j, part, key, size, text) {
  for (i = 1; i <= metric_count; i++) {
    split(metrics[i], part, FS)
    print part[1] FS kind[metrics[i]] FS part[2] FS FS bounds[metrics[i]] FS help[metrics[i]]
  }
  for (i = 1; i <= series_count; i++) {
    split(series[i], part, FS)
    key = at(part[1], part[2], part[3])
    if (key in value) { print part[1] FS "set" FS part[2] FS part[3] FS value[key] FS; continue }
    text = count[key] " " sprintf("%.17g", sum[key])
    size = split(bounds[part[1] FS part[2]], bound, " ")
    for (j = 1; j <= size; j++) text = text " " (bucket[key, j] + 0)
    print part[1] FS "total" FS part[2] FS part[3] FS text FS
  }
}
function print_series(name, labels, key, type, bounds,   j, size) {
  if (key in value) { print name braced(labels) " " value[key]; return }
  if (type == "histogram") {
    size = split(bounds, bound, " ")
    for (j = 1; j <= size; j++)
      if (bound_of(bound[j]) != "+Inf") print name "_bucket{" joined(labels, "le=\"" bound[j] "\"") "} " (bucket[key, j] + 0)
    print name "_bucket{" joined(labels, "le=\"+Inf\"") "} " count[key]
  }
  print name "_sum" braced(labels) " " shown(sum[key])
  print name "_count" braced(labels) " " count[key]
}
END {
  if (path == "") { print_compact(); exit }
  for (i = 1; i <= metric_count; i++) {
    split(metrics[i], part, FS)
    if (part[1] != path) continue
    name = part[2]; is_there = 0
    for (j = 1; j <= series_count; j++) {
      split(series[j], part, FS)
      if (part[1] != path || part[2] != name) continue
      if (!is_there++) print "# HELP " name " " help[metrics[i]] "\n# TYPE " name " " kind[metrics[i]]
      print_series(name, part[3], at(path, name, part[3]), kind[metrics[i]], bounds[metrics[i]])
    }
  }
}'

# ---- When it is pushed -----------------------------------------------------------------------------------------------

# A subshell begins as a process of its own: its parent pushes what it has recorded itself.
_task_monitor_start_over() {
  _task_monitor_read_shared
  [[ ${_TASK_MONITOR_GROUPS[process]-} != "$BASHPID" ]] || return
  _TASK_MONITOR_GROUPS=([process]=$BASHPID)
  _TASK_MONITOR[batches]=0
}

_task_monitor_open_batch() {
  _task_monitor_start_over
  _TASK_MONITOR[batches]=$((${_TASK_MONITOR[batches]:-0} + 1))
  _task_monitor_hook
}

_task_monitor_close_batch() {
  _task_monitor_start_over
  ((${_TASK_MONITOR[batches]:-0} > 0)) || return
  _TASK_MONITOR[batches]=$((_TASK_MONITOR[batches] - 1))
  if [[ ${_TASK_MONITOR[batches]} == 0 ]]; then
    local _tm_group _tm_groups=()
    for ((_tm_group = 1; _tm_group <= ${_TASK_MONITOR_GROUPS[count]:-0}; _tm_group++)); do
      if [[ -n ${_TASK_MONITOR_GROUPS[$_tm_group.changed]-} && ${_TASK_MONITOR_GROUPS[$_tm_group.is_own]} == 0 ]]; then
        _tm_groups+=("$_tm_group")
      fi
    done
    _task_monitor_push_soon "${_tm_groups[@]+"${_tm_groups[@]}"}"
  fi
  _task_monitor_settle
}

# Pushes these groups and the job's own metrics, unless a batch is open or their gateway rests.
_task_monitor_push_soon() {
  local _tm_group _tm_now _tm_groups=("$@") _tm_some=()
  if [[ ${_TASK_MONITOR[ending]-} == "$BASHPID" ]]; then
    return # _task_monitor_push_last
  fi
  [[ ${_TASK_MONITOR[batches]:-0} == 0 ]] || return
  _task_monitor_now
  for ((_tm_group = 1; _tm_group <= ${_TASK_MONITOR_GROUPS[count]:-0}; _tm_group++)); do
    if [[ ${_TASK_MONITOR_GROUPS[$_tm_group.is_own]} == 1 && -n ${_TASK_MONITOR_GROUPS[$_tm_group.changed]-} ]]; then
      _tm_groups+=("$_tm_group")
    fi
  done
  for _tm_group in ${_tm_groups[@]+"${_tm_groups[@]}"}; do
    if [[ -n ${TASK_MONITOR_SPOOL-} ]] ||
      ((_tm_now >= ${_TASK_MONITOR[rests ${_TASK_MONITOR_GROUPS[$_tm_group.gateway]}]:-0})); then
      _tm_some+=("$_tm_group")
    fi
  done
  _task_monitor_push '' ${_tm_some[@]+"${_tm_some[@]}"}
}

# At the end of the process: what no push has tried gets its try. That of a script does so even if its gateway rests, that of
# a subshell, of which there may be many, does not.
_task_monitor_push_last() {
  local _tm_group _tm_groups=()
  for ((_tm_group = 1; _tm_group <= ${_TASK_MONITOR_GROUPS[count]:-0}; _tm_group++)); do
    [[ ${_TASK_MONITOR_GROUPS[process]} == "$BASHPID" && -n ${_TASK_MONITOR_GROUPS[$_tm_group.untried]-} ]] || continue
    _tm_groups+=("$_tm_group")
    [[ $BASHPID != "$$" ]] || _TASK_MONITOR[rests ${_TASK_MONITOR_GROUPS[$_tm_group.gateway]}]=0
  done
  _task_monitor_push ends ${_tm_groups[@]+"${_tm_groups[@]}"}
}

# Pushes these groups in a subshell and notes what became of each. $1 whether the process ends
_task_monitor_push() {
  local _tm_results _tm_line _tm_rest
  (($# > 1)) || return
  _tm_results=$(_task_monitor_work push "$@" 2>/dev/null)
  while [[ -n $_tm_results ]]; do
    _tm_line=${_tm_results%%$'\n'*}
    _tm_results=${_tm_results#"$_tm_line"}
    _tm_results=${_tm_results#$'\n'}
    _tm_rest=${_tm_line#*$'\t'}
    case $_tm_line in
      warn$'\t'*) _task_monitor_warn "${_tm_rest#*$'\t'}" "${_tm_rest%%$'\t'*}" ;;
      rests$'\t'*)
        _TASK_MONITOR[rests ${_tm_rest%%$'\t'*}]=${_tm_rest##*$'\t'}
        [[ $BASHPID == "$$" ]] || _task_monitor_share "rests ${_tm_rest%%$'\t'*}"$'\t'"${_tm_rest##*$'\t'}"
        ;;
      left_out$'\t'*) _TASK_MONITOR_GROUPS[${_tm_rest%%$'\t'*}.left_out]+=" ${_tm_rest##*$'\t'} " ;;
      tried$'\t'*) _TASK_MONITOR_GROUPS[$_tm_rest.untried]= ;;
      done$'\t'*) _task_monitor_forget "${_tm_rest%%$'\t'*}" "${_tm_rest##*$'\t'}" ;;
    esac
  done
}

# What a group had to say has been sent, or is in the spool, unless it has more to say since.
# $1 group, $2 when it changed last
_task_monitor_forget() {
  local _tm_family
  [[ ${_TASK_MONITOR_GROUPS[$1.changed]-} == "$2" ]] || return
  for _tm_family in own "${_TASK_MONITOR_FAMILIES[@]}"; do
    _TASK_MONITOR_GROUPS[$1.unsent $_tm_family]=
  done
  _TASK_MONITOR_GROUPS[$1.changed]=
  _TASK_MONITOR_GROUPS[$1.untried]=
}

# Leaves the script's traps alone while there is nothing that its end must bring.
_task_monitor_settle() {
  local _tm_group _tm_depth=${_TASK_MONITOR[depth]:-0}
  _task_monitor_say_late
  if [[ ${_TASK_MONITOR[ending]-} == "$BASHPID" ]]; then
    _task_monitor_push_last
    return
  fi
  if ((_tm_depth > 0)) && [[ ${_TASK_MONITOR[process $_tm_depth]-} == "$BASHPID" ]]; then
    return
  fi
  [[ ${_TASK_MONITOR[batches]:-0} == 0 && -z ${_TASK_MONITOR[unsaid]-} ]] || return
  for ((_tm_group = 1; _tm_group <= ${_TASK_MONITOR_GROUPS[count]:-0}; _tm_group++)); do
    if [[ -n ${_TASK_MONITOR_GROUPS[$_tm_group.untried]-} ]]; then
      _task_monitor_hook
      return
    fi
  done
  _task_monitor_unhook
}

_task_monitor_delete_groups() {
  local _tm_task _tm_group _tm_groups=() _tm_job
  _task_monitor_start_over
  _task_monitor_find_job
  for _tm_task; do
    _task_monitor_find_group "$_tm_job" "$_tm_task"
    [[ -z $_tm_group ]] || _tm_groups+=("$_tm_group")
  done
  if (($# == 0)); then
    for ((_tm_group = 1; _tm_group <= ${_TASK_MONITOR_GROUPS[count]:-0}; _tm_group++)); do
      _tm_groups+=("$_tm_group")
    done
  fi
  _task_monitor_push delete ${_tm_groups[@]+"${_tm_groups[@]}"}
  _task_monitor_settle
}

# ---- How it is sent: what follows runs in a subshell -----------------------------------------------------------------

# Its results are lines on standard output, which _task_monitor_push reads; its standard error goes nowhere.
# $1 push or compact
_task_monitor_work() {
  builtin trap - DEBUG ERR RETURN
  builtin trap '' XFSZ # a file that grows too large is an error then, not the end
  builtin shopt -u nocasematch nullglob failglob dotglob
  builtin unset -f command printf read shift local return trap exec exit cd test export \
    awk cat curl date mkdir mv openssl rm sha256sum shasum sleep stat touch
  builtin unset IFS POSIXLY_CORRECT
  builtin export LC_ALL=C TZ=UTC0
  builtin set +o pipefail
  "_task_monitor_work_$1" "${@:2}"
}

_task_monitor_work_compact() {
  printf '%s\n' "${_TASK_MONITOR_MEASURED[@]}" | awk -v path= "$_TASK_MONITOR_AWK"
}

# $1 `ends` at the end of the process, `delete` to delete the groups instead, and the groups
_task_monitor_work_push() {
  local _tm_mode=$1 _tm_group _tm_now _tm_deadline _tm_timeout=${_TASK_MONITOR[timeout]:-5000000}
  local -A _tm_text _tm_rests=()
  local _tm_names _tm_gateway _tm_path _tm_labels _tm_changed _tm_problem
  local _tm_status _tm_answer _tm_reason _tm_is_untried
  shift
  if ! command -v curl >/dev/null; then
    _task_monitor_tell_warning '' 'no metrics are pushed, since the command curl is not found'
    return
  fi
  _task_monitor_now
  _tm_deadline=$((_tm_now + _tm_timeout - (_tm_timeout > 2500000 ? 250000 : _tm_timeout / 10)))
  for _tm_group; do
    _task_monitor_now
    ((_tm_now < _tm_deadline)) || [[ $_tm_mode == ends && -n ${TASK_MONITOR_SPOOL-} ]] || break
    _tm_gateway=${_TASK_MONITOR_GROUPS[$_tm_group.gateway]}
    _tm_path=${_TASK_MONITOR_GROUPS[$_tm_group.path]}
    _tm_labels=${_TASK_MONITOR_GROUPS[$_tm_group.labels]}
    _tm_changed=${_TASK_MONITOR_GROUPS[$_tm_group.changed]-}
    if [[ $_tm_mode == delete ]]; then
      _task_monitor_delete_group
    else
      _task_monitor_push_group
    fi
  done
}

_task_monitor_tell_warning() {
  local _tm_message
  _tm_message=${2//[[:cntrl:]]/ }
  ((${#_tm_message} <= 1000)) || _tm_message=${_tm_message:0:1000}…
  printf 'warn\t%s\t%s\n' "$1" "$_tm_message"
}

_task_monitor_delete_group() {
  if ! _task_monitor_send DELETE "$_tm_path" ''; then
    _task_monitor_tell_warning '' "$_tm_gateway: cannot delete {$_tm_labels}: $_tm_reason"
  fi
  _task_monitor_now
  _task_monitor_spool_load ''
  _task_monitor_spool_clear "${_tm_now}000"
  printf 'done\t%s\t%s\n' "$_tm_group" "$_tm_changed"
}

# Its families are in _tm_text, by name; _tm_names has their order.
_task_monitor_push_group() {
  local _tm_loaded=() _tm_spool _tm_outcome='the job goes on'
  _tm_text=() _tm_names=()
  _task_monitor_spool_load last_push
  _task_monitor_compose
  if ((${#_tm_names[@]} == 0)); then
    printf 'done\t%s\t%s\n' "$_tm_group" "$_tm_changed"
    return
  fi
  printf 'tried\t%s\n' "$_tm_group"
  if _task_monitor_post; then
    printf 'done\t%s\t%s\n' "$_tm_group" "$_tm_changed"
    _task_monitor_spool_clear "$_tm_changed"
    return
  fi
  if _task_monitor_spool_save; then
    printf 'done\t%s\t%s\n' "$_tm_group" "$_tm_changed"
  fi
  [[ -n $_tm_is_untried ]] ||
    _task_monitor_tell_warning "$_tm_gateway ${_tm_reason//$'\t'/ }" \
      "$_tm_gateway: cannot push {$_tm_labels}: $_tm_reason; $_tm_outcome"
}

_TASK_MONITOR_FAMILIES=(
  task_last_start_timestamp_seconds
  task_success_total
  task_failure_total
  task_duration_seconds
  task_processed_records
  task_last_success_timestamp_seconds
  task_last_completion_timestamp_seconds
)

# Adds what the group has to say to _tm_text.
_task_monitor_compose() {
  local _tm_family _tm_value _tm_header
  for _tm_family in "${_TASK_MONITOR_FAMILIES[@]}"; do
    _tm_value=${_TASK_MONITOR_GROUPS[$_tm_group.unsent $_tm_family]-}
    [[ -n $_tm_value ]] || continue
    case $_tm_family in
      task_last_start_timestamp_seconds) _tm_header='gauge When the task was last started, in Unix time.' ;;
      task_success_total) _tm_header='counter Successful runs of the task in the process that pushed last.' ;;
      task_failure_total) _tm_header='counter Failed runs of the task since its last success, by error.' ;;
      task_duration_seconds) _tm_header='gauge How long the last run of the task took.' ;;
      task_processed_records) _tm_header='gauge How many records the last run of the task processed.' ;;
      task_last_success_timestamp_seconds) _tm_header='gauge When the task last succeeded, in Unix time.' ;;
      *) _tm_header='gauge When the task last ended, in Unix time.' ;;
    esac
    [[ $_tm_family == task_failure_total ]] || _tm_value="$_tm_family $_tm_value"$'\n'
    _task_monitor_add_family "$_tm_family" \
      "# HELP $_tm_family ${_tm_header#* }"$'\n'"# TYPE $_tm_family ${_tm_header%% *}"$'\n'"$_tm_value"
  done
  [[ -n ${_TASK_MONITOR_GROUPS[$_tm_group.unsent own]-} ]] || return
  if ! command -v awk >/dev/null; then
    _task_monitor_tell_warning '' "the job's own metrics are not pushed, since the command awk is not found"
    return
  fi
  _task_monitor_split "$(printf '%s\n' "${_TASK_MONITOR_MEASURED[@]}" | awk -v path="$_tm_path" "$_TASK_MONITOR_AWK")"$'\n'
}

# $1 name, $2 its lines
_task_monitor_add_family() {
  [[ -n ${_tm_text[$1]-} ]] || _tm_names+=("$1")
  _tm_text[$1]=$2
}

# Adds the families of an exposition. Each begins with its HELP line, as in all that TaskMonitor writes.
_task_monitor_split() {
  local _tm_rest=$'\n'$1 _tm_part _tm_name
  while [[ $_tm_rest == *$'\n# HELP '* ]]; do
    _tm_rest=${_tm_rest#*$'\n# HELP '}
    _tm_part=${_tm_rest%%$'\n# HELP '*}
    _tm_name=${_tm_part%%[[:space:]]*}
    [[ $_tm_part == *$'\n' ]] || _tm_part+=$'\n'
    [[ -z $_tm_name ]] || _task_monitor_add_family "$_tm_name" "# HELP $_tm_part"
  done
}

# Pushes the families, without those that other groups hold, since a gateway refuses the whole push else. It does so where
# another program uses the name with another type, and where an older group holds the very series, as {job} does after a
# script has pushed the same tasks without TaskMonitor.
_task_monitor_post() {
  local _tm_name _tm_wanted=() _tm_clashing _tm_kept _tm_body _tm_refused=() _tm_answered=() _tm_index
  local _tm_holders _tm_text_of_it
  for _tm_name in "${_tm_names[@]}"; do
    [[ ${_TASK_MONITOR_GROUPS[$_tm_group.left_out]-} == *" $_tm_name "* ]] || _tm_wanted+=("$_tm_name")
  done
  while ((${#_tm_wanted[@]} > 0)); do
    _tm_body=''
    for _tm_name in "${_tm_wanted[@]}"; do
      _tm_body+=${_tm_text[$_tm_name]}
    done
    ! _task_monitor_send POST "$_tm_path" "$_tm_body" || break
    _tm_clashing=() _tm_kept=()
    for _tm_name in "${_tm_wanted[@]}"; do
      if [[ $_tm_status == 400 && $_tm_answer =~ (^|[^[:alnum:]_])(metric|family|named)\ \"?"$_tm_name"\"?([^[:alnum:]_:]|$) ]]; then
        _tm_clashing+=("$_tm_name")
      else
        _tm_kept+=("$_tm_name")
      fi
    done
    ((${#_tm_clashing[@]} > 0 && ${#_tm_kept[@]} > 0)) || return 1
    _tm_refused+=("${_tm_clashing[*]}")
    _tm_answered+=("$_tm_reason")
    _tm_wanted=("${_tm_kept[@]}")
  done
  for ((_tm_index = 0; _tm_index < ${#_tm_refused[@]}; _tm_index++)); do
    for _tm_name in ${_tm_refused[_tm_index]}; do
      printf 'left_out\t%s\t%s\n' "$_tm_group" "$_tm_name"
    done
    _task_monitor_send GET /metrics '' || _tm_answer=''
    _tm_holders=$(_task_monitor_holders "${_tm_refused[_tm_index]}")
    _tm_text_of_it="$_tm_gateway: {$_tm_labels} is pushed without ${_tm_refused[_tm_index]// /, }, since the name or "
    _tm_text_of_it+="series is taken by ${_tm_holders:-another group} (${_tm_answered[_tm_index]})"
    _task_monitor_tell_warning "$_tm_gateway ${_tm_refused[_tm_index]}" "$_tm_text_of_it"
  done
  return 0
}

# Prints the groups that hold one of these families in a way that excludes it from ours: as another type, or with our series.
# The text of /metrics does not say which group a sample is of, but what belongs to a group has all of its labels, and each
# group has a sample of push_time_seconds with exactly its labels. $1 the families; the text is in _tm_answer.
_task_monitor_holders() {
  local _tm_family _tm_types=''
  for _tm_family in $1; do
    _tm_types+="$_tm_family $(_task_monitor_type_of "${_tm_text[$_tm_family]}") "
  done
  printf '%s\n' "$_tm_answer" | _tm_ours=${_tm_labels//, /,} awk -v types="$_tm_types" '
    function pairs(line, found,   rest, pair, size) {
      delete_all(found); size = 0
      rest = substr(line, index(line, "{") + 1)
      while (match(rest, /^,?[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*"/)) {
        pair = substr(rest, RSTART, RLENGTH); sub(/^,/, "", pair)
        if (pair != "instance=\"\"") { found[pair] = 1; size++ }
        rest = substr(rest, RLENGTH + 1)
      }
      return size
    }
    function delete_all(found,   key) { for (key in found) delete found[key] }
    function covers(all, some,   key) { for (key in some) if (!(key in all)) return 0; return 1 }
    function shown(found, line,   rest, pair, text) {
      rest = substr(line, index(line, "{") + 1); text = ""
      while (match(rest, /^,?[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*"/)) {
        pair = substr(rest, RSTART, RLENGTH); sub(/^,/, "", pair)
        if (pair != "instance=\"\"") text = text (text == "" ? "" : ", ") pair
        rest = substr(rest, RLENGTH + 1)
      }
      return "{" text "}"
    }
    BEGIN {
      size = split(types, word, " ")
      for (i = 1; i < size; i += 2) type[word[i]] = word[i + 1]
      pairs("{" ENVIRON["_tm_ours"], our_labels) # -v would read the backslashes
    }
    /^# TYPE / { held_as[$3] = $4; next }
    /^#/ { next }
    /^push_time_seconds[{]/ { groups[++group_count] = $0; next }
    {
      name = $0; sub(/[{ ].*/, "", name)
      base = name
      if (!(base in type)) sub(/_(bucket|sum|count)$/, "", base)
      if (base in type) { samples[++sample_count] = $0; family[sample_count] = base }
    }
    END {
      for (g = 1; g <= group_count; g++) {
        pairs(groups[g], labels)
        if (covers(our_labels, labels) && covers(labels, our_labels)) continue
        for (s = 1; s <= sample_count; s++) {
          pairs(samples[s], sample_labels)
          if (!covers(sample_labels, labels)) continue
          if (held_as[family[s]] == type[family[s]] && !covers(our_labels, labels)) continue
          if (++found <= 3) text = text (text == "" ? "" : ", ") shown(labels, groups[g])
          break
        }
      }
      if (text != "") print "group " text ": delete it if it is an old one"
    }'
}

# Prints the type that the lines of a family declare.
_task_monitor_type_of() {
  local _tm_rest=${1#*$'\n# TYPE '}
  _tm_rest=${_tm_rest%%$'\n'*}
  printf %s "${_tm_rest##* }"
}

# Sends a request, and once more if that may help. Sets _tm_status and _tm_answer; where the answer is none of 2xx it fails
# and sets _tm_reason, and _tm_is_untried where the gateway has been left alone.
# $1 method, $2 path, $3 body
_task_monitor_send() {
  local _tm_first='' _tm_may_pass
  _tm_is_untried=''
  _task_monitor_now
  if ((_tm_now < ${_tm_rests[$_tm_gateway]:-${_TASK_MONITOR[rests $_tm_gateway]:-0}})); then
    _tm_reason='the gateway did not answer a moment ago'
    _tm_is_untried=1
    return 1
  fi
  while ! _task_monitor_exchange "$@"; do
    [[ -n $_tm_may_pass ]] || return 1
    _task_monitor_now
    if [[ -n $_tm_first ]] || ((_tm_now + 500000 >= _tm_deadline)); then
      _tm_rests[$_tm_gateway]=$((_tm_now + 30000000))
      printf 'rests\t%s\t%s\n' "$_tm_gateway" "${_tm_rests[$_tm_gateway]}"
      _tm_reason=${_tm_first:-$_tm_reason}
      return 1
    fi
    _tm_first=$_tm_reason
    sleep 0.5 || sleep 1
  done
}

_task_monitor_exchange() {
  local _tm_config _tm_secrets=() _tm_output _tm_exit _tm_seconds _tm_secret _tm_redirect _tm_line
  _tm_status='' _tm_answer='' _tm_may_pass=1 _tm_reason='no answer in time'
  _task_monitor_now
  ((_tm_now < _tm_deadline)) || return 1
  _task_monitor_seconds "$((_tm_deadline - _tm_now))"
  _task_monitor_configure_curl "$@"
  # All by standard input: what stands on a command line is seen by every user of the machine.
  _tm_output=$(printf %s "$_tm_config" | curl -q --config - 2>&1)
  _tm_exit=$?
  case $_tm_exit in
    0) ;;
    28) return 1 ;;
    *) _tm_reason="curl: (${_tm_output##*curl: (}"
      _tm_reason=${_tm_reason%%$'\n'*}
      ;;
  esac
  if [[ $_tm_exit == 0 ]]; then
    _tm_line=${_tm_output##*$'\n'}
    _tm_answer=${_tm_output%"$_tm_line"}
    _tm_answer=${_tm_answer%$'\n'}
    _tm_redirect=${_tm_line#* }
    _tm_reason='the answer broke off'
    _task_monitor_skip_headers || return 1
    _tm_status=${_tm_line%% *}
    case $_tm_status in
      2??) return 0 ;;
      5??) ;;
      *) _tm_may_pass='' ;;
    esac
    _tm_reason="HTTP $_tm_status: $_tm_answer"
    if [[ -n $_tm_redirect ]]; then
      _tm_reason="HTTP $_tm_status, a redirect to $_tm_redirect, is not followed"
    elif [[ $_tm_status == 401 ]]; then
      _tm_reason+=' (PUSHGATEWAY_USERNAME and PUSHGATEWAY_PASSWORD, or PUSHGATEWAY_BEARER_TOKEN, are asked for)'
    fi
  elif [[ $_tm_exit == 77 ]]; then
    _tm_reason="PUSHGATEWAY_CA_FILE ${PUSHGATEWAY_CA_FILE-} is of no use: $_tm_reason"
  fi
  for _tm_secret in "${_tm_secrets[@]}"; do
    [[ -z $_tm_secret ]] || _tm_reason=${_tm_reason//"$_tm_secret"/***}
  done
  set -f
  # shellcheck disable=SC2206 # in words, for one line
  _tm_line=(${_tm_reason:0:4000})
  set +f
  _tm_reason="${_tm_line[*]}"
  return 1
}

# Takes the headers off _tm_answer. Fails when they have no end, which is a success for curl.
_task_monitor_skip_headers() {
  local _tm_headers='' _tm_end
  while [[ $_tm_answer == HTTP/* && $_tm_headers != HTTP/*' '[2345]* ]]; do
    _tm_end=$'\r\n\r\n'
    [[ $_tm_answer == *"$_tm_end"* ]] || _tm_end=$'\n\n'
    [[ $_tm_answer == *"$_tm_end"* ]] || return 1
    _tm_headers=${_tm_answer%%"$_tm_end"*}
    _tm_answer=${_tm_answer#*"$_tm_end"}
  done
}

# Sets _tm_config to the request as curl reads it from a file, and _tm_secrets to what must not be shown.
_task_monitor_configure_curl() {
  local _tm_url=${_TASK_MONITOR_GROUPS[$_tm_group.url]} _tm_shown _tm_user _tm_username='' _tm_password='' _tm_token _tm_basic
  _task_monitor_read_url "$_tm_url"
  _tm_config=$'silent\nshow-error\ngloboff\ninclude\n'
  _task_monitor_add_option noproxy '*'
  _task_monitor_add_option max-time "$_tm_seconds"
  _task_monitor_add_option request "$1"
  _task_monitor_add_option url "$_tm_shown$2"
  _task_monitor_add_option write-out $'\n%{http_code} %{redirect_url}'
  _task_monitor_add_option header Expect:
  if [[ $1 == POST ]]; then
    _task_monitor_add_option header 'Content-Type: text/plain; version=0.0.4; charset=utf-8'
    _task_monitor_add_option data-binary "$3"
  fi
  [[ -z ${PUSHGATEWAY_CA_FILE-} ]] || _task_monitor_add_option cacert "$PUSHGATEWAY_CA_FILE"
  _tm_token=${PUSHGATEWAY_BEARER_TOKEN-}
  _tm_token=${_tm_token//[[:space:]]/}
  if [[ -n ${_tm_user%%:*} ]]; then
    _tm_username=$(_task_monitor_decoded "${_tm_user%%:*}")
    [[ $_tm_user != *:* ]] || _tm_password=$(_task_monitor_decoded "${_tm_user#*:}")
  elif [[ -z $_tm_token ]]; then
    _tm_username=${PUSHGATEWAY_USERNAME-}
    _tm_password=${PUSHGATEWAY_PASSWORD-}
  fi
  if [[ -n $_tm_username ]]; then
    _tm_basic=$(_task_monitor_base64 "$_tm_username:$_tm_password" + /)
    _task_monitor_add_option header "Authorization: Basic $_tm_basic"
    _tm_secrets=("$_tm_basic" "$_tm_password")
  elif [[ -n $_tm_token ]]; then
    _task_monitor_add_option header "Authorization: Bearer $_tm_token"
    _tm_secrets=("$_tm_token")
  fi
}

_task_monitor_add_option() {
  local _tm_value=${2//\\/\\\\}
  _tm_value=${_tm_value//\"/\\\"}
  _tm_value=${_tm_value//$'\n'/\\n}
  _tm_value=${_tm_value//$'\r'/\\r}
  _tm_value=${_tm_value//$'\t'/\\t}
  _tm_config+="$1 = \"$_tm_value\""$'\n'
}

# Prints a text without its percent-encoding.
_task_monitor_decoded() {
  local _tm_rest=$1 _tm_decoded=''
  while [[ $_tm_rest =~ ^([^%]*)%([[:xdigit:]][[:xdigit:]])(.*)$ ]]; do
    printf -v _tm_decoded '%s%b' "$_tm_decoded${BASH_REMATCH[1]}" "\\x${BASH_REMATCH[2]}"
    _tm_rest=${BASH_REMATCH[3]}
  done
  printf %s "$_tm_decoded$_tm_rest"
}

# The spool: what could not be sent to a group, in files of the folder TASK_MONITOR_SPOOL, the same for all languages.
#
#   GROUP-TIME-PROCESS.prom  exposition text, ready to be posted; its first line, a comment, says where to
#   GROUP.sent               an empty file whose time of modification is that of the newest outcome that was sent
#
# GROUP is a hash of the group's URL, TIME is the time of the newest outcome inside, in nanoseconds of Unix time, with twenty
# digits. An entry is of no use any more when something newer for its group has been sent.

# Sets _tm_spool to the beginning of the group's file names, _tm_loaded to its entries, and adds the families of those that
# are still of use, in their order. $1 not empty: ask the gateway when it was last told of the group
_task_monitor_spool_load() {
  local _tm_file _tm_time _tm_newest=0
  _tm_spool='' _tm_loaded=()
  [[ -n ${TASK_MONITOR_SPOOL-} ]] || return
  _tm_spool=$(_task_monitor_sha256 "$_tm_gateway$_tm_path")
  if [[ -z $_tm_spool ]]; then
    _task_monitor_tell_warning '' 'there is no spool, since the commands sha256sum, shasum and openssl are not found'
    return
  fi
  _tm_spool=$TASK_MONITOR_SPOOL/${_tm_spool:0:16}
  for _tm_file in "$_tm_spool"-*; do
    [[ ! -f $_tm_file ]] || _tm_loaded+=("$_tm_file")
  done
  ((${#_tm_loaded[@]} > 0)) || return
  if [[ -n $1 ]]; then
    _task_monitor_newest_sent
  fi
  for _tm_file in "${_tm_loaded[@]}"; do
    _tm_time=${_tm_file#"$_tm_spool-"}
    _tm_time=${_tm_time%%-*}
    if [[ $_tm_time =~ ^[0-9]{19,20}$ ]]; then
      ((10#$_tm_time <= _tm_newest)) || _task_monitor_split "$(cat -- "$_tm_file")"$'\n'
    else
      _task_monitor_tell_warning '' "a file in the spool is damaged: $_tm_file"
    fi
  done
}

# Sets _tm_newest to the time, in nanoseconds, of the newest outcome of the group that was sent: by its marker, or by the
# gateway's push_time_seconds.
_task_monitor_newest_sent() {
  local _tm_time='' _tm_line _tm_sorted _tm_rest
  if [[ -f $_tm_spool.sent ]]; then
    _tm_time=$(stat -c %.9Y "$_tm_spool.sent" || stat -f %Fm "$_tm_spool.sent" || stat -c %Y "$_tm_spool.sent")
    _task_monitor_nanoseconds "$_tm_time"
    _tm_newest=$_tm_time
  fi
  _task_monitor_send GET /metrics '' || return
  _task_monitor_sorted_labels
  _tm_line="push_time_seconds{$_tm_sorted} "
  case $'\n'$_tm_answer in
    *$'\n'"$_tm_line"*)
      _tm_rest=$'\n'$_tm_answer
      _tm_rest=${_tm_rest#*$'\n'"$_tm_line"}
      _task_monitor_nanoseconds "${_tm_rest%%$'\n'*}"
      ((_tm_time <= _tm_newest)) || _tm_newest=$_tm_time
      ;;
  esac
}

# Sets _tm_time to the number of seconds, such as 1.7e+09 or 1700000000.5, in nanoseconds.
_task_monitor_nanoseconds() {
  local _tm_digits=${1%%[eE]*} _tm_shift=0
  [[ $1 != *[eE]* ]] || _tm_shift=${1##*[eE]}
  _tm_shift=${_tm_shift#+}
  _tm_time=0
  [[ $_tm_shift =~ ^[0-9]{1,2}$ && $_tm_digits =~ ^([0-9]+)\.?([0-9]*)$ ]] || return
  _tm_shift=$((10#$_tm_shift + ${#BASH_REMATCH[1]} + 9))
  _tm_digits=${BASH_REMATCH[1]}${BASH_REMATCH[2]}0000000000000000000000000000
  ((_tm_shift > 19)) || _tm_time=$((10#${_tm_digits:0:_tm_shift}))
}

# Sets _tm_sorted to the group's labels as /metrics shows them.
_task_monitor_sorted_labels() {
  local _tm_rest=$_tm_labels _tm_pair _tm_other _tm_pairs=() _tm_before
  [[ $_tm_rest == *'instance="'* ]] || _tm_pairs=('instance=""')
  while [[ $_tm_rest =~ ^(, )?([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\]|\\.)*\") ]]; do
    _tm_rest=${_tm_rest#"${BASH_REMATCH[0]}"}
    _tm_before=() _tm_pair=${BASH_REMATCH[2]}
    for _tm_other in "${_tm_pairs[@]}"; do
      if [[ -n $_tm_pair && ${_tm_pair%%=*} < ${_tm_other%%=*} ]]; then
        _tm_before+=("$_tm_pair")
        _tm_pair=''
      fi
      _tm_before+=("$_tm_other")
    done
    [[ -z $_tm_pair ]] || _tm_before+=("$_tm_pair")
    _tm_pairs=("${_tm_before[@]}")
  done
  IFS=,
  _tm_sorted="${_tm_pairs[*]}"
  unset IFS
}

# Keeps the families in place of what was loaded. Sets _tm_outcome to what becomes of them; fails when they are not kept.
_task_monitor_spool_save() {
  [[ -n $_tm_spool ]] || return 1
  local _tm_name _tm_file=$_tm_spool-0$_tm_changed-$BASHPID.prom _tm_unfinished _tm_body="# TaskMonitor POST $_tm_gateway$_tm_path"$'\n' _tm_error
  _tm_unfinished=${_tm_file%/*}/.${_tm_file##*/}
  for _tm_name in "${_tm_names[@]}"; do
    _tm_body+=${_tm_text[$_tm_name]}
  done
  if _tm_error=$({ mkdir -p -- "$TASK_MONITOR_SPOOL" && printf %s "$_tm_body" >|"$_tm_unfinished" &&
    mv -f -- "$_tm_unfinished" "$_tm_file"; } 2>&1); then
    _tm_outcome='it is kept in the spool'
    _task_monitor_spool_remove "$_tm_file"
    return 0
  fi
  rm -f -- "$_tm_unfinished"
  _tm_error=${_tm_error//$'\n'/ }
  _tm_outcome="the spool cannot be written: ${_tm_error##*monitoring.sh: }; the job goes on"
  return 1
}

# Outcomes as new as that, in nanoseconds, have been sent.
_task_monitor_spool_clear() {
  [[ -n $_tm_spool && -d $TASK_MONITOR_SPOOL ]] || return
  local _tm_marker=$_tm_spool.sent _tm_date
  printf -v _tm_date '%(%Y-%m-%dT%H:%M:%S)T' "$(($1 / 1000000000))"
  if ! { : >|"$_tm_marker" && touch -d "$_tm_date.${1: -9}Z" "$_tm_marker"; } && ! touch "$_tm_marker"; then
    _task_monitor_tell_warning '' "the spool cannot be written: $_tm_marker"
  fi
  _task_monitor_spool_remove ''
}

# Removes what was loaded, but for $1.
_task_monitor_spool_remove() {
  local _tm_file
  for _tm_file in ${_tm_loaded[@]+"${_tm_loaded[@]}"}; do
    [[ $_tm_file == "$1" ]] || rm -f -- "$_tm_file"
  done
}

# Prints the hash in hex.
_task_monitor_sha256() {
  if command -v sha256sum >/dev/null; then
    printf %s "$1" | sha256sum
  elif command -v shasum >/dev/null; then
    printf %s "$1" | shasum -a 256
  elif command -v openssl >/dev/null; then
    printf %s "$1" | openssl dgst -sha256 -r
  fi
}

# ---- Commands ---------------------------------------------------------------------------------------------------------

# Runs a command in a subshell; the number of records is searched for in its standard output on its way. tee's own output is
# the script's, so that a file is written on where it is; what is searched goes by a pipe.
# $1 the regular expression, and the command
_task_monitor_run_counting() {
  local _tm_result _tm_out _tm_searched _tm_told _tm_set=$- _tm_status
  builtin set +e
  exec {_tm_out}>&1
  _tm_result=$(
    exec {_tm_told}>&1
    {
      {
        (
          builtin eval "exec $_tm_searched>&- $_tm_told>&- $_tm_out>&-"
          [[ $_tm_set != *e* ]] || builtin set -e
          "${@:2}"
        )
        builtin printf 'status %s\n' "$?" >&"$_tm_told"
      } | builtin command tee "/dev/fd/$_tm_searched" >&"$_tm_out"
    } {_tm_searched}>&1 | builtin command grep -aE -e "$1" | builtin command tail -n 1 | builtin command tr -d '\000'
  )
  builtin eval "exec $_tm_out>&-"
  [[ $_tm_set != *e* ]] || builtin set -e
  _tm_status=${_tm_result%%$'\n'*}
  _task_monitor_quietly _task_monitor_note_match "$1" "${_tm_result#"$_tm_status"}"
  return "${_tm_status#status }"
}

# $1 the regular expression, $2 the last line that it fits
_task_monitor_note_match() {
  local _tm_match
  # In a subshell, since BASH_REMATCH is the script's.
  _tm_match=$([[ ${2#$'\n'} =~ $1 ]] && builtin printf %s "${BASH_REMATCH[1]:-${BASH_REMATCH[0]}}")
  [[ -z $_tm_match ]] || _task_monitor_note_records "$_tm_match"
}

# bash monitoring.sh [OPTION OF task_monitor_run]… [--] COMMAND [ARGUMENT]…
_task_monitor_main() {
  if (($# == 0)); then
    builtin printf 'usage: bash monitoring.sh --job JOB --task NAME [--records-from REGEX] -- COMMAND [ARGUMENT]…\n' >&2
    builtin exit 2
  fi
  _TASK_MONITOR[is_main]=1
  _TASK_MONITOR[job]='' # there is no script: what runs gives the name
  task_monitor_run "$@"
  builtin exit "$?"
}

# Runs a command beside this process, which passes the signals on that it gets.
# $1 the regular expression, or nothing, and the command
_task_monitor_run_forwarding() {
  local _tm_regex=$1 _tm_out _tm_sink=1 _tm_source _tm_searched _tm_signal _tm_signals=() _tm_child='' _tm_line=''
  builtin shift
  if [[ -n $_tm_regex ]]; then
    exec {_tm_out}>&1
    coproc _TASK_MONITOR_SEARCH {
      { command tee "/dev/fd/$_tm_searched" >&"$_tm_out"; } {_tm_searched}>&1 |
        command grep -aE -e "$_tm_regex" | command tail -n 1
    }
    # Subshells do not have a coprocess's own descriptors.
    exec {_tm_source}<&"${_TASK_MONITOR_SEARCH[0]}" {_tm_sink}>&"${_TASK_MONITOR_SEARCH[1]}"
    builtin eval "exec ${_TASK_MONITOR_SEARCH[0]}<&- ${_TASK_MONITOR_SEARCH[1]}>&-"
  fi
  for _tm_signal in TERM HUP INT QUIT USR1 USR2; do
    # shellcheck disable=SC2064 # the signal of now
    builtin trap "_task_monitor_pass_on $_tm_signal" "$_tm_signal"
  done
  (
    # Bash has commands in the background ignore these two.
    builtin trap - INT QUIT
    [[ -z $_tm_regex ]] || builtin eval "exec 1>&$_tm_sink $_tm_sink>&- $_tm_source<&- $_tm_out>&-"
    exec -- "$@"
  ) <&0 &
  _tm_child=$!
  while :; do
    for _tm_signal in ${_tm_signals[@]+"${_tm_signals[@]}"}; do
      builtin kill -s "$_tm_signal" "$_tm_child" 2>/dev/null
    done
    _tm_signals=()
    wait "$_tm_child" # before bash 5 a signal does not end `builtin wait`
    _tm_status=$?
    ((${#_tm_signals[@]} > 0)) || break
  done
  if [[ -n $_tm_regex ]]; then
    builtin eval "exec $_tm_sink>&-"
    builtin read -r -u "$_tm_source" _tm_line
    _task_monitor_quietly _task_monitor_note_match "$_tm_regex" "$_tm_line"
  fi
  builtin trap - TERM HUP INT QUIT USR1 USR2
  return "$_tm_status"
}

# What comes from a terminal's keys has come to the command too.
_task_monitor_pass_on() {
  [[ $1 == [IQ]* && (-t 0 || -t 1 || -t 2) ]] || _tm_signals+=("$1")
}

# The job is the name of the script unless it is told.
if [[ -z ${_TASK_MONITOR[job]-} ]]; then
  _TASK_MONITOR[job]=${0##*/}
  _TASK_MONITOR[job]=${_TASK_MONITOR[job]%.*}
fi
if [[ -z ${_TASK_MONITOR[shared]-} ]]; then
  _TASK_MONITOR[shared]=${TMPDIR:-/tmp}/task_monitor.$EUID/$$.${EPOCHREALTIME-}
  # cron and systemd may have joined them; `2>&1` in the script does so for a while only
  [[ ! /dev/fd/2 -ef /dev/fd/1 ]] || _TASK_MONITOR[merged]=1
fi
case ${_TASK_MONITOR_SOURCING[0]} in *a*) builtin set -a ;; esac
[[ ${#_TASK_MONITOR_SOURCING[@]} == 1 ]] || builtin shopt -s expand_aliases
builtin unset _TASK_MONITOR_SOURCING

if [[ ${#BASH_SOURCE[@]} == 1 && ${BASH_SOURCE[0]} == "$0" ]]; then
  _task_monitor_main "$@"
fi
