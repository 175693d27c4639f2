import { JOB, eitherOrder } from './compatCase';
import type { CompatCase } from './compatCase';

/** What pushes and deletions leave. */
export const pushCases: readonly CompatCase[] = [
  {
    title: 'PUT replaces the group',
    steps: [
      ['PUT', JOB, 'm 1\nn 1\n'],
      ['PUT', JOB, 'n 2\n'],
    ],
  },
  {
    title: 'POST replaces families of the same name',
    steps: [
      ['PUT', JOB, 'm 1\nn{x="1"} 1\n'],
      ['POST', JOB, 'n{x="2"} 2\n'],
    ],
  },
  {
    title: 'an empty PUT',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['PUT', JOB, ''],
    ],
  },
  {
    title: 'an empty POST',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['POST', JOB, ''],
    ],
  },
  { title: 'an empty PUT to a new group', steps: [['PUT', JOB, '']] },
  {
    title: 'DELETE',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['PUT', `${JOB}/x/1`, 'm 1\n'],
      ['DELETE', JOB],
    ],
  },
  { title: 'DELETE of nothing', steps: [['DELETE', JOB]] },
  {
    title: 'DELETE matches the whole key only',
    steps: [
      ['PUT', `${JOB}/x/1/y/2`, 'm 1\n'],
      ['DELETE', JOB],
      ['DELETE', `${JOB}/x/1`],
    ],
  },
  {
    title: 'DELETE with labels in another order',
    steps: [
      ['PUT', `${JOB}/x/1/y/2`, 'm 1\n'],
      ['DELETE', `${JOB}/y@base64/Mg/x/1`],
    ],
  },
  {
    title: 'DELETE with a slash at the end',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['DELETE', `${JOB}/`],
    ],
  },
  {
    title: 'DELETE of a bad path',
    steps: [
      ['DELETE', `${JOB}/x`],
      ['DELETE', `${JOB}/__x/1`],
      ['DELETE', '/metrics/job/'],
    ],
  },
  { title: "the URL's labels win", steps: [['PUT', `${JOB}/x/1`, 'm{job="b",x="2",y="3"} 1\n']] },
  { title: 'an instance in the body stays', steps: [['PUT', JOB, 'm{instance="i"} 1\nn 1\n']] },
  { title: 'an instance in the URL wins', steps: [['PUT', `${JOB}/instance/i`, 'm{instance="z"} 1\nn 1\n']] },
  { title: 'a timestamp leaves a phantom group', steps: [['PUT', JOB, 'm 1 123\n']] },
  {
    title: 'a timestamp leaves an old group as it is',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['POST', JOB, 'm 2 123\n'],
    ],
  },
  {
    title: 'a failure time survives successes',
    steps: [
      ['PUT', JOB, 'm 1 123\n'],
      ['PUT', JOB, 'm 1\n'],
      ['POST', JOB, 'm 2\n'],
    ],
  },
  {
    title: 'a failure after a success',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['PUT', JOB, 'm{__x="1"} 1\n'],
    ],
  },
  { title: 'a parse error leaves nothing', steps: [['PUT', JOB, 'm x\n']] },
  {
    title: 'a parse error changes nothing',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['PUT', JOB, 'm x\n'],
    ],
  },
  {
    title: 'a pushed push time is overwritten',
    steps: [['PUT', JOB, 'push_time_seconds 5\npush_failure_time_seconds 7\n']],
  },
  {
    title: 'a pushed failure time stays in a group that has one',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['POST', JOB, '# TYPE push_failure_time_seconds gauge\npush_failure_time_seconds 9e9\n'],
    ],
  },
  {
    title: 'a failure time of another type',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['POST', JOB, 'push_failure_time_seconds 9e9\n'],
    ],
  },
  {
    title: 'a type clash with another group',
    steps: [
      ['PUT', JOB, '# TYPE m counter\nm 1\n'],
      ['PUT', '/metrics/job/b', '# TYPE m gauge\nm 1\n'],
    ],
    unify: eitherOrder,
  },
  {
    title: 'a type may change where no other group has it',
    steps: [
      ['PUT', JOB, '# TYPE m counter\nm 1\n'],
      ['POST', JOB, '# TYPE m gauge\nm 1\n'],
    ],
  },
  { title: 'the same series twice', steps: [['PUT', JOB, 'm 1\nm 2\n']] },
  { title: "the same series by the URL's labels", steps: [['PUT', JOB, 'm{job="x"} 1\nm{job="y"} 2\n']] },
  { title: 'the same series by an empty instance', steps: [['PUT', JOB, 'm{instance=""} 1\nm 2\n']] },
  { title: 'two series twice', steps: [['PUT', JOB, 'm 1\nm 1\nn 1\nn 1\n']] },
  { title: 'a value in a message', steps: [['PUT', JOB, 'm{a="é\\n\\"x\\""} 1e10\nm{a="é\\n\\"x\\""} NaN\n']] },
  {
    title: 'one series in two groups',
    steps: [
      ['PUT', `${JOB}/x/1`, 'm 1\n'],
      ['PUT', JOB, 'm{x="1"} 1\n'],
    ],
  },
  {
    title: 'two groups that differ in an empty instance only: from then on nothing can be pushed or scraped',
    steps: [
      ['PUT', `${JOB}/instance@base64/=`, 'm 1\n'],
      ['PUT', JOB, 'n 1\n'],
      ['PUT', '/metrics/job/b', 'm 1\n'],
      ['GET', '/metrics'],
    ],
    unify: (text) => text.replaceAll(/value:(?:now|0) >/g, 'value:TIME >'),
  },
  { title: 'a clash with the gateway: type', steps: [['PUT', JOB, '# TYPE go_goroutines counter\ngo_goroutines 1\n']] },
  { title: 'no clash with the gateway: type', steps: [['PUT', JOB, '# TYPE go_goroutines gauge\ngo_goroutines 1\n']] },
  {
    title: 'a clash with the gateway: HELP is mended',
    steps: [['PUT', JOB, '# HELP go_info x\n# TYPE go_info gauge\ngo_info 1\n']],
  },
  {
    title: 'a clash with the gateway: HELP is not mended',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['PUT', JOB, 'pushgateway_http_requests_total 1\n'],
    ],
  },
  { title: 'a clash with the gateway: suffix', steps: [['PUT', JOB, 'go_gc_duration_seconds_sum 1\n']] },
  {
    title: 'a clash of a suffix: summary',
    steps: [
      ['PUT', JOB, '# TYPE x summary\nx_sum 1\n'],
      ['PUT', '/metrics/job/b', 'x_count 1\n'],
    ],
    unify: eitherOrder,
  },
  {
    title: 'a clash of a suffix: histogram',
    steps: [
      ['PUT', JOB, 'y_bucket 1\n'],
      ['PUT', '/metrics/job/b', '# TYPE y histogram\ny_sum 1\n'],
    ],
    unify: eitherOrder,
  },
  {
    title: 'no clash of a suffix: summary and bucket',
    steps: [
      ['PUT', JOB, '# TYPE x summary\nx_sum 1\n'],
      ['PUT', '/metrics/job/b', 'x_bucket 1\n'],
    ],
  },
  {
    title: 'a HELP clash is tolerated',
    steps: [
      ['PUT', JOB, '# HELP m one\nm 1\n'],
      ['PUT', '/metrics/job/b', '# HELP m two\nm 1\n'],
    ],
    unify: (text) => text.replaceAll(/# HELP m (?:one|two)/g, '# HELP m one of them'),
  },
  {
    title: 'series are sorted by their labels',
    steps: [
      ['PUT', JOB, 'm{x="2"} 1\nm{x="10"} 2\nm{a="z"} 3\nm 4\n'],
      ['PUT', '/metrics/job/B', 'm 5\n'],
    ],
  },
];
