// JMH: what a search of each kind costs over the bare client of its store, in CPU time.
//
//   node src/bench/costs.mjs [arguments of JMH, such as -p kind=chroma]
//
// PostgreSQL is a real one, see .ci/postgres.
import { program } from './lib/programs.mjs';

program([], 'dev.tributary.bench.StoreCostBench', process.argv.slice(2));
