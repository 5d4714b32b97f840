import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';
import { loadProgrammes } from '#modules/programmes/index.ts';
import { loadTopics } from '#modules/topics/index.ts';
import { loadSources } from '#modules/checks/index.ts';
import { faultsOfGuide, wayTo } from './graph.ts';
import { chances, gain, type Guide, guideSchema, read, reasonsFor, type Said, step, stepTo, write } from './model.ts';

const guide = readContent(fromRoot('content', 'mentor', 'guide.yaml'), guideSchema);
const topics = new Set(loadTopics().all.map((topic) => topic.id));
const known = {
  topics,
  checks: new Set(loadSources(topics).map(({ file }) => file.id)),
  programmes: new Set(loadProgrammes(topics).all.map((programme) => programme.id)),
};

/** Follows every answer to every question that is asked. */
function everyWay(visit: (way: readonly Said[], next: ReturnType<typeof step>) => void): void {
  const walk = (way: readonly Said[]): void => {
    const next = step(guide, way);
    visit(way, next);
    if (next.kind === 'end') return;
    for (const option of [...next.question.options, null]) walk([...way, { question: next.question, option }]);
  };
  walk([]);
}

describe('the guide as a graph', () => {
  it('has no dead end: every way ends, after seven questions at most, and every need is an end', () => {
    const ends = new Set<string>();
    const asked = new Set<string>();
    let longest = 0;
    everyWay((way, next) => {
      longest = Math.max(longest, way.length);
      if (next.kind === 'end') ends.add(next.likely[0].need.id);
      else asked.add(next.question.id);
    });
    expect(longest).toBeLessThanOrEqual(7);
    expect([...ends].toSorted()).toEqual(guide.needs.map((need) => need.id).toSorted());
    // A question that is never asked would have no effect.
    expect([...asked].toSorted()).toEqual(guide.questions.map((question) => question.id).toSorted());
  });

  it('has no question without effect: two answers never leave the same picture', () => {
    for (const question of guide.questions) {
      const pictures = [...question.options, null].map((option) =>
        chances(guide, [{ question, option }])
          .map((chance) => chance.toFixed(9))
          .join(),
      );
      expect(new Set(pictures).size, question.id).toBe(pictures.length);
    }
  });

  it('leads a company with each need to it, in few questions, with a reason', () => {
    for (const need of guide.needs) {
      const { way, end } = wayTo(guide, need);
      expect(end.id).toBe(need.id);
      expect(way.length).toBeLessThanOrEqual(5);
      expect(reasonsFor(need, way).length, need.id).toBeGreaterThan(0);
    }
    expect(faultsOfGuide(guide, known)).toEqual([]);
  });

  it('is refused with the way to its fault', () => {
    const changed = (change: (copy: Guide) => void): string[] => {
      const copy = structuredClone(guide);
      change(copy);
      return faultsOfGuide(copy, known);
    };
    const first = (copy: Guide) => {
      const [need] = copy.needs;
      const [question] = copy.questions;
      if (!need || !question) throw new Error('empty');
      return { need, question };
    };
    expect(changed((copy) => Object.assign(first(copy).need, { check: 'gone' }))).toEqual([
      'need "staff" is a dead end: there is no check "gone"',
    ]);
    expect(changed((copy) => first(copy).question.options[0]?.strong.push('nowhere'))).toEqual([
      'pressing=people leads nowhere: there is no need "nowhere"',
    ]);
    expect(changed((copy) => copy.questions.splice(1, copy.questions.length)).join()).toMatch(
      /need "\w+" is not reached: pressing=\w+ ends at/,
    );
    expect(
      changed(({ questions: [question] }) => {
        const [one, two] = question?.options ?? [];
        if (one && two) Object.assign(two, { strong: one.strong, some: one.some });
      }),
    ).toContain('question "pressing" has two answers with the same effect');
    expect(changed((copy) => copy.needs.push(structuredClone(first(copy).need)))).toEqual(['"staff" is there twice']);
  });
});

const saidArbitrary = fc
  .shuffledSubarray(guide.questions, { maxLength: 7 })
  .chain((questions) =>
    fc.tuple(...questions.map((question) => fc.constantFrom(...question.options, null).map((option): Said => ({ question, option })))),
  );
const spokenArbitrary = fc.shuffledSubarray(
  guide.needs.flatMap((need) => need.topics),
  { maxLength: 3 },
);

describe('what comes next', () => {
  it('is the same for the same answers, in whatever order they were given', () => {
    fc.assert(
      fc.property(saidArbitrary, spokenArbitrary, (said, spoken) => {
        const now = chances(guide, said, spoken);
        expect(now.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        const turned = chances(guide, said.toReversed(), spoken);
        now.forEach((chance, index) => expect(turned[index]).toBeCloseTo(chance, 9));
        const [a, b] = [step(guide, said, spoken), step(guide, said, spoken)];
        expect(a).toEqual(b);
      }),
    );
  });

  it('is the question that narrows most, which never widens what is expected', () => {
    fc.assert(
      fc.property(saidArbitrary, (said) => {
        const next = step(guide, said);
        const now = chances(guide, said);
        const open = guide.questions.filter((question) => !said.some((each) => each.question === question));
        const gains = open.map((question) => gain(guide, question, now));
        for (const bits of gains) expect(bits).toBeGreaterThanOrEqual(-1e-9);
        if (next.kind === 'ask') expect(gain(guide, next.question, now)).toBeCloseTo(Math.max(...gains), 9);
      }),
    );
  });

  it('does not change its mind by "I do not know"', () => {
    fc.assert(
      fc.property(saidArbitrary, (said) => {
        const answered = said.filter(({ option }) => option !== null);
        chances(guide, said).forEach((chance, index) => expect(chance).toBeCloseTo(chances(guide, answered)[index] ?? 0, 9));
      }),
    );
  });

  it('begins with what a company wrote about', () => {
    const { likely } = step(guide, [], ['succession']);
    expect(likely[0]?.need.id).toBe('succession');
  });
});

describe('what somebody wants by hand', () => {
  const nothing = { end: '', question: '' };
  it('is any end that the guide has, and nothing else', () => {
    expect(stepTo(guide, [], [], { ...nothing, end: 'safety' })).toMatchObject({ kind: 'end', likely: [{ need: { id: 'safety' } }] });
    expect(stepTo(guide, [], [], { ...nothing, end: 'gone' })).toEqual(step(guide, []));
  });
  it('is a question that is open, but never an eighth', () => {
    fc.assert(
      fc.property(saidArbitrary, fc.constantFrom(...guide.questions), (said, question) => {
        const next = stepTo(guide, said, [], { ...nothing, question: question.id });
        const isOpen = said.length < guide.most && !said.some((each) => each.question === question);
        if (isOpen) expect(next).toMatchObject({ kind: 'ask', question: { id: question.id } });
        else expect(next).toEqual(step(guide, said));
      }),
    );
  });
});

describe('answers in an address', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(saidArbitrary, (said) => {
        expect(read(guide, write(said))).toEqual({ said, stray: 0 });
      }),
    );
  });
  it('are left out and counted where the guide does not know them', () => {
    const { said, stray } = read(guide, ['pressing.people', 'pressing.strain', 'gone.x', 'missing.nothing', '', 'ill.weiss-nicht']);
    expect(said.map(({ question, option }) => [question.id, option?.id ?? null])).toEqual([
      ['pressing', 'people'],
      ['ill', null],
    ]);
    expect(stray).toBe(4);
  });
});
