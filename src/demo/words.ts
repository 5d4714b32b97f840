import type { OrganisationKind } from '#modules/organisations/index.ts';
import type { OfferKind } from '#modules/offers/index.ts';

/** First and last names that nobody bears together: the last names are plants, weather and landscape. */
export const FIRST_NAMES = [
  'Alina',
  'Bente',
  'Carlo',
  'Darja',
  'Elif',
  'Falk',
  'Greta',
  'Hakan',
  'Ines',
  'Jonte',
  'Kira',
  'Levin',
  'Marit',
  'Nuri',
  'Oda',
  'Pavel',
  'Quirin',
  'Ronja',
  'Selma',
  'Tarek',
  'Ulla',
  'Veit',
  'Wanja',
  'Xenia',
  'Yara',
  'Zoran',
  'Amalia',
  'Birk',
  'Cosima',
  'Deniz',
];
export const LAST_NAMES = [
  'Sonnentau',
  'Birkenfels',
  'Nebelhorn',
  'Wiesengrund-Probe',
  'Ginsterbach',
  'Mohnblatt',
  'Regenbogen-Test',
  'Schlehdorn',
  'Windrose',
  'Ahornweg',
  'Quellental',
  'Distelfink',
  'Morgentau',
  'Haselstrauch',
  'Kieselstein',
  'Abendstern',
  'Farnkraut',
  'Lavendel',
  'Wolkenstein-Muster',
  'Heidekraut',
  'Silberpappel',
  'Bergkristall',
  'Moosgrün',
  'Sternmoos',
  'Löwenzahn',
  'Flussaue',
  'Goldregen',
  'Wacholder',
  'Eisvogel',
  'Blaubeer',
  'Steinklee',
  'Hagebutte',
  'Rotbuche',
  'Seerose',
  'Nordwind',
  'Kornblume',
];

/** Kinds of organisations in a network of sixty, how many of each, and how they are called. `{}` is a region or town. */
export const ORGANISATIONS: { kind: OrganisationKind; share: number; names: string[]; about: string }[] = [
  {
    kind: 'chamber',
    share: 9,
    names: ['Handwerkskammer Musterland {}', 'Industrie- und Handelskammer Probe {}', 'Kreishandwerkerschaft Beispiel {}'],
    about: 'Wir vertreten die Betriebe der Region und beraten sie in allen Fragen des Unternehmens, von der Ausbildung bis zur Nachfolge.',
  },
  {
    kind: 'accidentInsurer',
    share: 5,
    names: ['Berufsgenossenschaft Werk und Wagen {}', 'Unfallkasse Sicherland {}', 'Berufsgenossenschaft Haus und Handel {}'],
    about: 'Wir helfen Betrieben, Unfälle und Berufskrankheiten zu verhüten, mit Beratung vor Ort, Schulungen und Material.',
  },
  {
    kind: 'healthInsurer',
    share: 8,
    names: ['Krankenkasse Lebensfroh {}', 'Gesundkasse Rückenwind {}', 'Betriebskasse Morgenrot {}'],
    about: 'Wir unterstützen Betriebe dabei, ihre Beschäftigten gesund zu halten, mit Analysen, Kursen und Begleitung.',
  },
  {
    kind: 'association',
    share: 9,
    names: ['Innung der Beispielhandwerke {}', 'Verband Mittelstand Musterland {}', 'Fachverband Probebau {}'],
    about: 'Wir bündeln die Erfahrung unserer Mitgliedsbetriebe und bringen sie miteinander ins Gespräch.',
  },
  {
    kind: 'union',
    share: 3,
    names: ['Gewerkschaft Gute Arbeit {}', 'Gewerkschaft Werk und Dienst {}'],
    about: 'Wir bringen die Sicht der Beschäftigten ein und beraten Betriebsräte und Betriebe zu guter Arbeit.',
  },
  {
    kind: 'institute',
    share: 7,
    names: ['Institut für Arbeit und Zukunft {}', 'Forschungswerkstatt Musterland {}', 'Institut für Betriebspraxis {}'],
    about: 'Wir forschen mit Betrieben an Arbeit, Gesundheit und Technik und bringen Ergebnisse in den Alltag.',
  },
  {
    kind: 'agency',
    share: 6,
    names: ['Agentur für Fachkräfte {}', 'Förderagentur Musterland {}', 'Zukunftszentrum Probe {}'],
    about: 'Wir helfen Betrieben, Leute zu finden, weiterzubilden und Fördermittel zu nutzen.',
  },
  {
    kind: 'consultants',
    share: 5,
    names: ['Beraterverbund Augenhöhe {}', 'Verein freier Berater Kompass {}'],
    about: 'In unserem Verbund arbeiten freie Beraterinnen und Berater nach gemeinsamen Qualitätsstandards.',
  },
  {
    kind: 'education',
    share: 5,
    names: ['Bildungswerk Werkbank {}', 'Akademie Lernzeit {}'],
    about: 'Wir bilden Beschäftigte und Führungskräfte weiter, praxisnah und neben der Arbeit.',
  },
  {
    kind: 'public',
    share: 3,
    names: ['Landesamt für Beispielarbeit {}', 'Wirtschaftsförderung Probe {}'],
    about: 'Wir sind die öffentliche Anlaufstelle für Betriebe und führen zu den richtigen Ansprechpersonen.',
  },
];

/** Titles by kind of offer; `{}` is a topic. */
export const TITLES: Record<OfferKind, string[]> = {
  advice: [
    'Beratung vor Ort: {}',
    'Sprechstunde „{}“',
    'Erstberatung {}',
    'Betriebsbegleitung: {}',
    'Telefonberatung zu {}',
    'Orientierungsgespräch {}',
    'Werkstattgespräch {}',
  ],
  training: [
    'Seminar: {}',
    'Halbtagskurs „{}“',
    'Praxisworkshop {}',
    'Lernreihe {} in vier Abenden',
    'Online-Training: {}',
    'Schulung für Vorarbeiter und Meisterinnen: {}',
  ],
  tool: ['Selbsttest {}', 'Rechner und Checkliste: {}', 'Werkzeugkasten {}', 'App „{}“ für unterwegs', 'Vorlagenpaket {}'],
  aid: ['Praxishilfe: {}', 'Leitfaden „{}“', 'Merkblatt {} auf zwei Seiten', 'Gute Beispiele zu {}', 'Kurzfilm: {}'],
  event: ['Unternehmerfrühstück: {}', 'Erfahrungsaustausch {}', 'Abendveranstaltung „{}“', 'Betriebsbesuch: {}', 'Netzwerktreffen {}'],
  funding: ['Zuschuss für {}', 'Förderberatung {}', 'Bildungsscheck: {}', 'Beratungsförderung zu {}'],
};

export const SUMMARIES: Record<OfferKind, string[]> = {
  advice: [
    'Wir kommen in Ihren Betrieb, sehen uns gemeinsam an, wie es läuft, und vereinbaren zwei oder drei Schritte.',
    'Ein Gespräch auf Augenhöhe: Sie schildern die Lage, wir ordnen ein und nennen Wege, die zu Ihrem Betrieb passen.',
    'In bis zu drei Terminen finden wir mit Ihnen heraus, was zuerst zu tun ist und wer dabei hilft.',
    'Kurz, vertraulich und ohne Vorbereitung: Sie fragen, wir antworten und bleiben ansprechbar.',
  ],
  training: [
    'Sie üben an Beispielen aus Ihrem eigenen Betrieb und gehen mit einem fertigen Plan nach Hause.',
    'Kleine Gruppe, viel Praxis, wenig Folien. Zwischen den Terminen probieren Sie das Gelernte aus.',
    'Für alle, die Verantwortung tragen und wenig Zeit haben: das Wichtigste an einem Vormittag.',
    'Lernen Sie mit anderen Betrieben aus der Region, was sich bewährt hat.',
  ],
  tool: [
    'In zwanzig Minuten sehen Sie, wo Sie stehen, und bekommen Vorschläge für die nächsten Schritte.',
    'Ausfüllen, ausdrucken, aufhängen: Vorlagen, die in kleinen Betrieben erprobt sind.',
    'Ein einfaches Werkzeug für das Telefon, das ohne Anmeldung funktioniert.',
  ],
  aid: [
    'Zwei Seiten, die man auch zwischen zwei Terminen liest, mit einer Liste zum Abhaken.',
    'So machen es andere Betriebe: fünf kurze Beispiele mit Aufwand und Ergebnis.',
    'Schritt für Schritt erklärt, mit Muster und Ansprechpersonen.',
  ],
  event: [
    'Drei Betriebe erzählen, was sie versucht haben, was schiefging und was blieb. Danach ist Zeit für Gespräche.',
    'Ein Vormittag mit kurzen Beiträgen und viel Austausch. Kommen Sie mit Ihren Fragen.',
    'Wir besuchen einen Betrieb, der es anders macht, und sprechen mit denen, die dort arbeiten.',
  ],
  funding: [
    'Wir prüfen mit Ihnen, ob Ihr Vorhaben gefördert werden kann, und helfen beim Antrag.',
    'Ein Teil der Kosten für Beratung oder Weiterbildung wird übernommen. Sprechen Sie uns vor dem Beginn an.',
  ],
};

export const OPENINGS = [
  'Kennen Sie das: „{}“? Damit sind Sie nicht allein.',
  'Viele Betriebe kommen zu uns mit dem Satz „{}“.',
  '„{}“, so beginnt bei uns manches Gespräch.',
  'Ausgangspunkt ist oft ein Gedanke wie „{}“.',
];
export const MIDDLES = [
  'Wir schauen zuerst, was bei Ihnen schon gut läuft, und setzen dort an.',
  'Das Angebot ist für Betriebe bis 249 Beschäftigte gedacht und lässt sich auf Ihre Größe zuschneiden.',
  'Ihre Beschäftigten sind von Anfang an dabei, denn sie kennen die Arbeit am besten.',
  'Grundlage sind die gemeinsamen Qualitätsstandards des Netzwerks.',
  'Sie entscheiden in jedem Schritt, ob und wie es weitergeht.',
  'Wo andere besser helfen können, nennen wir Ihnen die richtigen Ansprechpersonen.',
];
export const ENDINGS = [
  'Nach einem halben Jahr fragen wir nach, was daraus geworden ist.',
  'Vorkenntnisse brauchen Sie nicht.',
  'Termine sind auch abends und am Samstag möglich.',
  'Auf Wunsch kommen wir in Ihren Betrieb.',
  'Die Unterlagen dürfen Sie im Betrieb weiterverwenden.',
  'Alles, was Sie erzählen, bleibt vertraulich.',
];
export const PRICES = [
  '95 Euro je Person',
  '180 Euro je Person',
  '490 Euro je Tag, Förderung möglich',
  '60 Euro je Stunde',
  'Kosten nach Aufwand, erstes Gespräch frei',
];

export const PERSON_SUMMARIES = [
  'Ich begleite kleine Betriebe, wenn es um {} geht, praktisch und Schritt für Schritt.',
  'Aus dem Handwerk kommend, heute Beratung zu {}: verständlich und mit Blick für das Machbare.',
  'Mein Schwerpunkt ist {}. Ich höre erst zu und rede dann.',
  'Seit vielen Jahren arbeite ich mit Familienbetrieben an {}.',
  'Ich helfe Ihnen, {} anzupacken, ohne dass der Alltag liegen bleibt.',
];
export const PILOT_SUMMARIES = [
  'Ich kenne das Netzwerk in der Region und führe Sie zu den Menschen, die bei {} wirklich helfen.',
  'Sie erzählen, was Sie beschäftigt, ich finde die richtigen Ansprechpersonen, oft rund um {}.',
];
export const PERSON_ABOUTS = [
  'In den ersten beiden Gesprächen klären wir, was Sie erreichen wollen und was schon da ist. Danach arbeiten wir an wenigen Maßnahmen, die in Ihren Betrieb passen.',
  'Ich arbeite mit den Checks des Netzwerks und komme zu Ihnen in den Betrieb. Beschäftigte beziehe ich gern von Anfang an ein.',
  'Mir ist wichtig, dass Sie am Ende ohne mich weitermachen können. Deshalb erkläre ich, was ich tue, und lasse Vorlagen da.',
];

export const REGIONS = [
  'Nordlicht',
  'Küstenland',
  'Mittelauen',
  'Bergland',
  'Seenplatte',
  'Rheinbogen',
  'Waldkante',
  'Südhang',
  'Hochebene',
  'Flusstal',
  'Heidestrich',
  'Weinland',
  'Grenzland',
  'Kanalhafen',
];
