import type { FullNetwork } from '../full-network.ts';
import type { Kind } from '../full-network/people.ts';

export type Who = Kind;

/** A list on a page for people. */
export interface ListCase {
  path: string;
  who: Who;
  /** The parameter that names its page. */
  parameter: string;
  /** Finds the key of each of its rows. */
  row: RegExp;
  /** A query that must survive turning. */
  filter: string;
}

const ID = '([0-9a-f-]{36})';
const at = (path: string) => new RegExp(`href="${path}/${ID}"`, 'g');
const slugAt = (path: string) => new RegExp(`href="${path}/([a-z0-9-]+)"`, 'g');

/** Every list, at the places of the fixture. */
export function LISTS({ places }: Pick<FullNetwork, 'places'>): ListCase[] {
  const list = (path: string, who: Who, row: RegExp, more: Partial<ListCase> = {}): ListCase => ({
    path,
    who,
    row,
    parameter: 'seite',
    filter: 'probe=1',
    ...more,
  });
  const organisation = `/organisation/${places.organisation.id}`;
  return [
    list('/geschaeftsstelle', 'office', /<span class="tag">[^<]*<\/span> <a href="([^"]+)"/g),
    list('/geschaeftsstelle/anfragen', 'office', at('/geschaeftsstelle/anfragen')),
    list(`${organisation}/anfragen`, 'organisationCoordinator', at(`${organisation}/anfragen`)),
    list('/pruefung', 'office', new RegExp(`href="/pruefung/[a-z]+/${ID}"`, 'g')),
    list('/faelle', 'office', at('/faelle'), { filter: 'probe=1&wartend=2' }),
    list('/faelle', 'office', new RegExp(`/anfragen/${ID}"`, 'g'), { parameter: 'wartend', filter: 'seite=2' }),
    list('/geschaeftsstelle/betreuung', 'office', at('/faelle')),
    list('/geschaeftsstelle/betreuung', 'office', new RegExp(`/anfragen/${ID}"`, 'g'), { parameter: 'wartend' }),
    list('/geschaeftsstelle/ueberblick/requests', 'office', at('/geschaeftsstelle/anfragen')),
    list('/geschaeftsstelle/postausgang', 'administrator', /id="(brief-[^"]+)"/g),
    list('/geschaeftsstelle/verlauf', 'office', /id="(eintrag-\d+)"/g),
    list('/geschaeftsstelle/konten', 'office', new RegExp(`verlauf\\?person=${ID}"`, 'g'), { filter: 'suche=@' }),
    list('/geschaeftsstelle/akkreditierung', 'office', at('/geschaeftsstelle/akkreditierung')),
    list('/geschaeftsstelle/netzwerke', 'office', at('/geschaeftsstelle/netzwerke')),
    list('/aufnahmen', 'office', at('/aufnahmen')),
    list('/aufnahmen', 'office', /<li>([^<]*): \d+ von/g, { parameter: 'partner' }),
    list('/neuigkeiten', 'visitor', slugAt('/neuigkeiten'), { filter: 'art=event' }),
    list('/redaktion', 'office', at('/redaktion')),
    list('/geschichtenwerkstatt', 'office', at('/geschichtenwerkstatt')),
    list('/gremienarbeit', 'office', at('/gremienarbeit/vorlagen')),
    list('/gremienarbeit', 'office', at('/gremienarbeit/sitzungen'), { parameter: 'termine' }),
    list('/gremienarbeit', 'office', at('/gremienarbeit/import'), { parameter: 'dokumente' }),
    list('/gremienarbeit/vereinbarungen', 'office', at('/gremienarbeit/vereinbarungen'), { filter: 'stand=open' }),
    list('/gremienarbeit/personen', 'office', /id="person-([0-9a-f-]{36})"/g),
    list('/gremien', 'visitor', at('/vorlagen')),
    list('/beschluesse', 'visitor', /id="b-([0-9a-f-]{36})"/g, { filter: 'gilt=ja' }),
    list(`/gremien/${places.body.slug}`, 'visitor', at('/sitzungen'), { parameter: 'termine' }),
    list(`/gremienarbeit/gremien/${places.body.id}`, 'bodySecretary', at('/gremienarbeit/sitzungen')),
  ];
}
