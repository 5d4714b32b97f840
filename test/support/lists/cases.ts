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
const TABLE_ROW = /<tr class="kern-table__row"><th class="kern-table__header" scope="row">([\s\S]*?)<\/tr>/g;
const HIT = /<h[23] class="entry__title"><a href="([^"]+)"/g;
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
    list('/konto', 'office', /<li><a href="\/probe\/(\d+)"/g),
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
    list('/geschaeftsstelle/zugaenge', 'office', new RegExp(`href="/organisation/${ID}"`, 'g'), {
      filter: 'art=organisation&stand=without',
    }),
    list('/geschaeftsstelle/zustellung', 'office', /id="(brief-[^"]+)"/g),
    list('/geschaeftsstelle/mitarbeit', 'office', new RegExp(`id="rolle-${ID}"`, 'g')),
    list(
      `/mitarbeit/organisation/${places.organisation.id}`,
      'organisationCoordinator',
      new RegExp(`einladungen/${ID}/zuruecknehmen"`, 'g'),
      {
        parameter: 'einladungen',
      },
    ),
    list('/geschaeftsstelle/daten', 'office', at('/geschaeftsstelle/daten/einlesen')),
    list('/geschaeftsstelle/datenschutz', 'office', /id="(bericht-[^"]+)"/g),
    list('/geschaeftsstelle/datenschutz', 'office', /id="(loeschung-[^"]+)"/g, { parameter: 'loeschungen' }),
    list('/geschaeftsstelle/betriebe', 'office', /id="(betrieb-[^"]+)"/g),
    list('/geschaeftsstelle/verankerung', 'office', /id="(unterstuetzung-[^"]+)"/g, { parameter: 'unterstuetzung' }),
    list('/geschaeftsstelle/verankerung', 'office', TABLE_ROW),
    list('/geschaeftsstelle/doppeltes', 'office', /id="(gruppe-[^"]+)"/g),
    list('/geschaeftsstelle/mittel', 'office', at('/geschaeftsstelle/mittel'), { filter: 'jahr=2026' }),
    list('/mittel', 'office', TABLE_ROW, { filter: 'jahr=2026' }),
    list('/geschaeftsstelle/wegweiser', 'office', TABLE_ROW),
    list('/partner', 'visitor', slugAt('/partner')),
    list(`/partner/${places.organisation.slug}`, 'visitor', slugAt('/angebote')),
    list('/vor-ort', 'visitor', slugAt('/vor-ort'), { filter: 'ort=24103 Kiel' }),
    list(`/vor-ort/${places.network.slug}`, 'visitor', /id="(termin-[^"]+)"/g, { parameter: 'termine' }),
    list('/geschichten', 'visitor', slugAt('/geschichten')),
    list('/redaktion/newsletter', 'office', at('/redaktion/newsletter')),
    list('/trends', 'office', at('/trends')),
    list('/trends', 'office', new RegExp(`name="observations" value="${ID}"`, 'g'), { parameter: 'beobachtungen' }),
    list('/praxishilfen', 'visitor', slugAt('/praxishilfen')),
    list('/transfer', 'office', at('/transfer')),
    list('/austausch', 'visitor', at('/austausch')),
    list('/austausch', 'visitor', at('/austausch'), { parameter: 'vergangen' }),
    list('/bildung', 'visitor', at('/bildung/kurse')),
    list('/praedikate/pruefung', 'office', at('/praedikate/pruefung')),
    list(`${organisation}/kurse`, 'organisationCoordinator', at('/bildung/kurse')),
    list('/abdeckung', 'office', TABLE_ROW, { parameter: 'gesucht' }),
    list('/suche', 'visitor', HIT, { filter: 'text=Arbeit' }),
    list('/finden', 'visitor', HIT, { filter: 'art=offer' }),
    list(`/gremienarbeit/gremien/${places.body.id}`, 'bodySecretary', at('/gremienarbeit/sitzungen')),
  ];
}
