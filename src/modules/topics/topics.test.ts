import { describe, expect, it } from 'vitest';
import { loadTopics } from './index.ts';
import { AIMS, closeness, createTopics, topicsFileSchema } from './model.ts';
import { toSkos } from './skos.ts';

const topics = loadTopics();

describe('the network’s topics', () => {
  it('are at least 70 in 8 to 10 fields, each in both languages and with everyday words', () => {
    expect(topics.all.length).toBeGreaterThanOrEqual(70);
    expect(topics.fields.length).toBeGreaterThanOrEqual(8);
    expect(topics.fields.length).toBeLessThanOrEqual(10);
    for (const topic of topics.all) {
      expect(topic.en.length, topic.id).toBeGreaterThan(1);
      expect(topic.says.length, topic.id).toBeGreaterThanOrEqual(3);
    }
  });

  it('serve each of the three aims', () => {
    for (const aim of AIMS) expect(topics.all.some((topic) => topic.aims.includes(aim))).toBe(true);
  });

  it('are related both ways', () => {
    for (const topic of topics.all)
      for (const id of topic.related) expect(topics.get(id)?.related, `${topic.id} → ${id}`).toContain(topic.id);
  });
});

describe('closeness', () => {
  it('is symmetric, 1 for the same, 0 for strangers', () => {
    for (const a of topics.all) for (const b of topics.all) expect(closeness(topics, a.id, b.id)).toBe(closeness(topics, b.id, a.id));
    expect(closeness(topics, 'retention', 'retention')).toBe(1);
    expect(closeness(topics, 'retention', 'energy')).toBe(0);
    expect(closeness(topics, 'retention', 'nonsense')).toBe(0);
  });
});

describe('SKOS', () => {
  const skos = toSkos(topics, 'https://netz.example');
  // A label is of one kind, whatever the content says (SKOS S13; findings/clients F13).
  for (const concept of skos['@graph']) {
    const all = ['skos:prefLabel', 'skos:altLabel', 'skos:hiddenLabel'].flatMap((name) =>
      (((concept as Record<string, unknown>)[name] as { '@language': string; '@value': string }[] | undefined) ?? []).map(
        (label) => `${label['@language']} ${label['@value']}`,
      ),
    );
    expect(
      all.filter((label, index) => all.indexOf(label) !== index),
      concept['@id'],
    ).toEqual([]);
  }
  it('has every concept once, broader and narrower in agreement', () => {
    const concepts = skos['@graph'].filter((node) => node['@type'] === 'skos:Concept') as Record<string, unknown>[];
    const ids = concepts.map((concept) => concept['@id']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const concept of concepts) {
      const broader = concept['skos:broader'] as { '@id': string } | undefined;
      if (!broader) continue;
      const above = concepts.find((candidate) => candidate['@id'] === broader['@id']);
      expect(above?.['skos:narrower']).toContainEqual({ '@id': concept['@id'] });
    }
  });
});

describe('the file', () => {
  const field = (topic: object) => ({
    fields: [
      { id: 'f', de: 'Feld', en: 'field', topics: [{ id: 't', de: 'Thema', en: 'topic', aims: ['health'], says: ['so'], ...topic }] },
    ],
  });
  it.each([
    [{ related: ['nowhere'] }, 'there is no topic "nowhere"'],
    [{ id: 'f' }, 'used twice'],
    [{ aims: ['fame'] }, 'Invalid option'],
    [{ surplus: 1 }, 'Unrecognized key'],
  ])('refuses %j', (topic, reason) => {
    const parsed = topicsFileSchema.safeParse(field(topic));
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toContain(reason.replaceAll('"', '\\"'));
  });
  it('takes a right one', () => {
    expect(createTopics(topicsFileSchema.parse(field({}))).label('t', 'de')).toBe('Thema');
  });
});
