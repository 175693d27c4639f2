import * as l10n from '@vscode/l10n';

const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether every Prometheus and Pushgateway takes the name (newer ones take UTF-8 as well, behind a flag). */
export function isLabelName(name: string): boolean {
  return LABEL_NAME.test(name);
}

/** Why a name cannot be given to a label, for a person; undefined when it can. */
export function labelNameProblem(name: string): string | undefined {
  if (!isLabelName(name)) {
    return l10n.t(
      '"{0}" is not a label name: use letters, digits and underscores, and do not begin with a digit.',
      name,
    );
  }
  return name.startsWith('__')
    ? l10n.t('The label "{0}" is reserved: names that begin with two underscores belong to Prometheus.', name)
    : undefined;
}
