/** Stories of the demo network: invented, and gone with it. */
import { addDays } from '#platform/clock.ts';
import { namedId } from '#platform/named-id.ts';
import { slugify } from '#platform/slug.ts';
import type { DemoStory } from '#modules/stories/index.ts';

type Told = Pick<
  DemoStory['version'],
  'title' | 'summary' | 'parts' | 'figures' | 'industry' | 'size' | 'region' | 'topics' | 'points' | 'programme'
> & {
  quotes: { text: string; person: string }[];
};

const STORIES: readonly Told[] = [
  {
    title: 'Freitags um eins ist Schluss, und zwar für alle',
    summary:
      'Ein Malerbetrieb mit elf Leuten verlor in einem Jahr drei Gesellen. Geholfen hat kein Geld, sondern ein Wochenplan, den alle sehen.',
    parts: {
      start:
        'Elf Leute, volle Bücher und jeden Montag zwei Krankmeldungen. Wer da war, arbeitete für die anderen mit. Abends saß die Chefin noch über den Angeboten.\n\nWann jemand frei hatte, entschied sich meistens am Morgen.',
      tipping:
        'Als der dritte Geselle kündigte, legte der Altgeselle beim Frühstück seinen Schlüssel auf den Tisch und sagte: So geht das nicht weiter. Danach redeten alle, zwei Stunden lang.',
      way: 'Zu dritt füllten sie den Check aus, die Chefin, der Altgeselle und eine Gesellin. Von sieben Punkten nahmen sie sich genau einen vor: die Wochenplanung.\n\nSeitdem:\n- hängt donnerstags der Plan für die nächste Woche,\n- steht darin auch, wer wann frei hat,\n- wird nur geändert, wenn beide zustimmen.',
      setbacks:
        'Die Tafel hing vier Wochen leer im Büro. Erst als sie neben die Kaffeemaschine kam, schrieb jemand etwas darauf. Und zwei Kunden waren verärgert, weil freitags nachmittags niemand mehr ans Telefon ging.',
      result: 'Seit vierzehn Monaten hat niemand gekündigt. Im Frühjahr kam einer der drei zurück.',
      takeaway:
        'Fangen Sie mit einer Sache an, die alle sehen. Lassen Sie die Leute selbst eintragen. Und sagen Sie den Kunden vorher Bescheid.',
    },
    figures: [
      { label: 'Überstunden im Monat, alle zusammen', before: '60', after: '12' },
      { label: 'Kündigungen im Jahr', before: '3', after: 'keine' },
    ],
    quotes: [{ text: 'Früher wusste ich abends nicht, wo ich morgen bin. Jetzt weiß ich es die ganze Woche.', person: 'Gesellin, 27' }],
    industry: 'F',
    size: '10-49',
    region: 'Niedersachsen',
    topics: ['retention', 'flexible-work', 'leadership'],
    points: [],
    programme: null,
  },
  {
    title: 'Der Azubi, der zuerst die Werkstatt filmte',
    summary: 'Eine Tischlerei fand zwei Jahre lang niemanden. Dann ließ sie die Jüngsten zeigen, wie es bei ihnen zugeht.',
    parts: {
      start: 'Zwei Lehrstellen, zwei Jahre, keine einzige Bewerbung. In der Zeitung stand die Anzeige seit jeher mit demselben Text.',
      tipping: 'Bei einem Tag der offenen Tür kam ein Schüler, filmte mit dem Telefon und fragte am Ende: Warum steht das nirgends?',
      way: 'Der Meister fragte die beiden Jüngsten, was sie gern vorher gewusst hätten. Daraus wurden sechs kurze Filme, jeder eine Minute. Dazu zwei Schnuppertage im Monat, mit einem Werkstück, das man mitnimmt.',
      setbacks: 'Der erste Film war zwölf Minuten lang, den sah niemand zu Ende. Und beim ersten Schnuppertag stand der Meister im Stau.',
      result: 'Im ersten Sommer kamen neun Bewerbungen, beide Stellen sind besetzt.',
      takeaway:
        'Lassen Sie die Jüngsten reden, nicht den Chef. Kurz ist besser als schön. Wer zum Schnuppern kommt, soll etwas in der Hand haben.',
    },
    figures: [{ label: 'Bewerbungen im Jahr', before: '0', after: '9' }],
    quotes: [{ text: 'Ich habe gesehen, dass die da lachen. Das war der Grund.', person: 'Auszubildender im ersten Jahr' }],
    industry: 'C',
    size: '2-9',
    region: 'Sachsen',
    topics: ['finding-trainees', 'employer-image'],
    points: [],
    programme: null,
  },
  {
    title: 'Erst zuhören, dann das Programm kaufen',
    summary: 'Ein Großhandel mit vierzig Leuten hatte die Lagersoftware schon bestellt. Dann fragte er die, die damit arbeiten sollten.',
    parts: {
      start: 'Falsch gepackte Kisten, Zettel an Zettel, und an jedem Monatsende eine Nachtschicht für die Inventur.',
      tipping:
        'Der Vertrag für das neue Programm lag unterschrieben auf dem Tisch, als die Lagerleiterin fragte, ob sie es einmal sehen dürfe.',
      way: 'Zwei Wochen lang schrieben alle im Lager auf, was sie am Tag am meisten aufhielt. Das Programm kam auf Platz fünf. Auf Platz eins: dass niemand wusste, was gerade wo steht.\n\nAlso wurde erst das Lager neu beschriftet, dann gescannt, dann das kleinere Programm eingeführt.',
      setbacks: 'Die ersten Scanner gingen mit Handschuhen nicht. Der alte Vertrag ließ sich nur gegen Gebühr lösen.',
      result: 'Die Nachtschicht zur Inventur gibt es nicht mehr, und das Programm kostete die Hälfte.',
      takeaway: 'Fragen Sie zuerst, was aufhält. Oft ist es nicht die Technik. Und unterschreiben Sie erst danach.',
    },
    figures: [
      { label: 'Falsch gepackte Sendungen je Woche', before: '17', after: '4' },
      { label: 'Inventur', before: 'eine Nacht', after: 'ein Vormittag' },
    ],
    quotes: [],
    industry: 'G',
    size: '10-49',
    region: 'Nordrhein-Westfalen',
    topics: ['digital-start', 'participation', 'processes'],
    points: [],
    programme: null,
  },
];

const DAYS_APART = 19;

/** `known`: topics that the network has. */
export const generateStories = (known: (id: string) => boolean, now: Date): DemoStory[] =>
  STORIES.map((told, index) => {
    const id = namedId(`demo story ${told.title}`);
    return {
      id,
      link: namedId(`demo story link ${told.title}`),
      slug: slugify(told.title),
      version: {
        ...told,
        locale: 'de',
        company: '',
        refs: [],
        picture: null,
        topics: told.topics.filter(known),
        quotes: told.quotes.map((quote) => ({ ...quote, id: namedId(`demo quote ${quote.text}`) })),
      },
      published: addDays(now, -(5 + index * DAYS_APART)),
    };
  });
