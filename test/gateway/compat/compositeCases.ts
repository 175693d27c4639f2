import { JOB, eitherOrder } from './compatCase';
import type { CompatCase } from './compatCase';

/** Histograms and summaries. */
export const compositeCases: readonly CompatCase[] = [
  '# TYPE h histogram\nh_bucket{le="1"} 1\nh_bucket{le="+Inf"} 2\nh_sum 3\nh_count 2\n',
  '# TYPE h histogram\nh_bucket{le="1"} 1.7\nh_count 2.5\n',
  '# TYPE h histogram\nh_bucket{le="1"} -1\nh_count NaN\n',
  '# TYPE h histogram\nh_count -Inf\nh_bucket{le="0.1"} 1e19\nh_bucket{le="0.2"} 1e20\nh_bucket{le="0.3"} Inf\n',
  '# TYPE h histogram\nh_count Inf\nh_bucket{le="x"} 1\n',
  '# TYPE h histogram\nh 5\n',
  '# TYPE h histogram\nh_bucket 5\n',
  '# TYPE h histogram\nh_bucket{le="NaN"} 5\n',
  '# TYPE h histogram\nh_bucket{x="1",le="1"} 5\nh_bucket{le="2",x="1"} 6\nh_bucket{le="1",x="2"} 7\n',
  '# TYPE h histogram\nh_bucket{le="1"} 1\nh_bucket{le="1"} 2\n',
  '# TYPE h histogram\nh_bucket{le="1",le="2"} 1\n',
  '# TYPE h histogram\n# HELP h_count foo\n# HELP h bar\nh_count 1\n',
  'h_bucket{le="1"} 1\n',
  '# TYPE h histogram\nh_count 1 5\n',
  '# TYPE s summary\ns{quantile="0.5"} 1\ns{quantile="0.9"} NaN\ns_sum 3\ns_count 2\n',
  '# TYPE s summary\ns{quantile="x"} 1\n',
  '# TYPE s summary\ns_bucket 1\ns 2\n',
  '# TYPE s summary\ns 2\n',
  's_count 1\n# TYPE s summary\ns_sum 2\n',
  's{quantile="0.5"} 1\n',
  '# TYPE s summary\ns{le="1"} 1\n',
  '# TYPE m histogram\nm_bucket{le="1",__a="b"} 1\nm_sum{__a="b"} 2.5\nm_count{__a="b"} 1\n',
  '# TYPE m summary\nm{quantile="1",__a="b"} 1\nm_sum{__a="b"} 2.5\nm_count{__a="b"} 1\n',
].map((text) => ({ title: `PUT ${JSON.stringify(text)}`, steps: [['PUT', JOB, text]], unify: eitherOrder }));
