// How a benchmark is called and how it tells: arguments, a Markdown table, claims, an exit code.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { commit } from './servers.mjs';

/**
 * Runs one benchmark within its time.
 *
 * @param defaults arguments and their values: {seconds: 20} is --seconds=20
 * @param limit seconds after which it gives up, from the arguments
 * @param body gets the arguments; returns {rows, claims: [[what, holds], …]}
 */
export async function benchmark(title, defaults, limit, body) {
  const options = Object.fromEntries(Object.keys(defaults).map(name => [name, { type: 'string' }]));
  const { values } = parseArgs({ options });
  const args = Object.fromEntries(Object.entries(defaults).map(([k, v]) => [k, k in values ? Number(values[k]) : v]));
  const given = Object.entries(args).map(([k, v]) => `${k} ${v}`).join(', ');
  console.log(`## ${title}\n\n${commit()}, ${os.cpus().length} cores, load before ${os.loadavg()[0].toFixed(2)}; ${given}\n`);
  const guard = setTimeout(() => {
    console.error(`gave up after ${limit(args)} s`);
    process.exit(2);
  }, limit(args) * 1000);
  let code = 0;
  try {
    const { rows, claims } = await body(args);
    console.log(table(rows) + '\n');
    for (const [what, holds] of claims) {
      console.log(`${holds ? 'holds' : 'FAILS'}: ${what}`);
      code ||= holds ? 0 : 1;
    }
  } catch (error) {
    console.error(error);
    code = 2;
  }
  clearTimeout(guard);
  process.exit(code);
}

/** Objects of the same keys as a Markdown table. */
export function table(rows) {
  const heads = Object.keys(rows[0]);
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(row => line(heads.map(h => row[h] ?? '–')))].join('\n');
}
