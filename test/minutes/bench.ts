/** `npm run bench:minutes`: precision and recall of the minutes import, field by field, and how long it takes. */
import { existsSync, readFileSync } from 'node:fs';
import { parseMinutes } from '../../src/modules/governance/minutes/parse.ts';
import { fromRoot } from '../../src/platform/root.ts';
import { precision, recall, samples, type Scores, scoreAll } from './score.ts';

const BUDGET = {
  agreements: { precision: 0.95, recall: 0.9 },
  participants: { precision: 0.98, recall: 0.98 },
  date: { precision: 1, recall: 1 },
} as const;
const percent = (value: number) => `${(value * 100).toFixed(1).padStart(6)} %`;
const wantsFaults = process.argv.includes('--faults');

function print(title: string, scores: Scores, faults: boolean): void {
  console.log(`\n${title}`);
  console.log(`${'field'.padEnd(26)}precision    recall   right/found/true`);
  for (const [name, score] of Object.entries(scores)) {
    console.log(
      `${name.padEnd(26)}${percent(precision(score))}  ${percent(recall(score))}   ${score.right}/${score.found}/${score.expected}`,
    );
    if (faults) for (const fault of score.faults) console.log(`    ${fault}`);
  }
}

function meets(scores: Scores): boolean {
  return Object.entries(BUDGET).every(([field, budget]) => {
    const score = scores[field];
    return score !== undefined && precision(score) >= budget.precision && recall(score) >= budget.recall;
  });
}

const build = samples(fromRoot('test', 'minutes', 'build'));
const aside = samples(fromRoot('test', 'minutes', 'aside'));
print(`build: ${build.length} documents that the rules were written with`, scoreAll(build, parseMinutes), wantsFaults);
const asideScores = scoreAll(aside, parseMinutes);
print(`aside: ${aside.length} documents that the rules were not written against`, asideScores, false);

const all = [...build, ...aside].map(({ text }) => text);
const real = fromRoot('..', 'shared', 'data', 'protokoll-ag-transfer-2020-10-20.txt');
const five = existsSync(real) ? readFileSync(real, 'utf8') : all.join('\n').slice(0, 14_000);
for (let round = 0; round < 5; round++) parseMinutes(five);
const times = Array.from({ length: 30 }, () => {
  const begin = performance.now();
  parseMinutes(five);
  return performance.now() - begin;
}).toSorted((a, b) => a - b);
console.log(
  `\n${existsSync(real) ? 'five-page document' : 'five pages of samples'} (${five.length} characters): ${times[15]?.toFixed(1)} ms median of 30, slowest ${times[29]?.toFixed(1)} ms (budget 200 ms)`,
);
const good = meets(asideScores) && (times[29] ?? 0) <= 200;
console.log(good ? 'Within the budget on the documents kept aside.' : 'NOT within the budget on the documents kept aside.');
process.exitCode = good ? 0 : 1;
