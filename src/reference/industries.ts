import type { Localised } from '../platform/i18n/index.ts';

export interface Section extends Localised {
  /** Letter of the section in WZ 2008 (NACE Rev. 2). */
  code: string;
  en: string;
  /** First and last division of the section. */
  divisions: [first: number, last: number];
}

/**
 * Sections of the classification of economic activities, edition 2008 (WZ 2008 = NACE Rev. 2). The wording is ours and
 * short; letters and division numbers are those of the classification.
 */
export const SECTIONS: readonly Section[] = [
  { code: 'A', de: 'Land- und Forstwirtschaft, Fischerei', en: 'Agriculture, forestry and fishing', divisions: [1, 3] },
  { code: 'B', de: 'Bergbau, Steine und Erden', en: 'Mining and quarrying', divisions: [5, 9] },
  { code: 'C', de: 'Verarbeitendes Gewerbe, Industrie', en: 'Manufacturing', divisions: [10, 33] },
  { code: 'D', de: 'Energieversorgung', en: 'Energy supply', divisions: [35, 35] },
  { code: 'E', de: 'Wasser, Abwasser, Entsorgung', en: 'Water supply, sewerage, waste', divisions: [36, 39] },
  { code: 'F', de: 'Baugewerbe', en: 'Construction', divisions: [41, 43] },
  { code: 'G', de: 'Handel, Kfz-Werkstätten', en: 'Trade, repair of motor vehicles', divisions: [45, 47] },
  { code: 'H', de: 'Verkehr und Lagerei', en: 'Transport and storage', divisions: [49, 53] },
  { code: 'I', de: 'Gastgewerbe', en: 'Accommodation and food', divisions: [55, 56] },
  { code: 'J', de: 'Information und Kommunikation', en: 'Information and communication', divisions: [58, 63] },
  { code: 'K', de: 'Finanzen und Versicherungen', en: 'Finance and insurance', divisions: [64, 66] },
  { code: 'L', de: 'Grundstücke und Wohnungen', en: 'Real estate', divisions: [68, 68] },
  { code: 'M', de: 'Freie Berufe, Technik, Wissenschaft', en: 'Professional, scientific, technical', divisions: [69, 75] },
  { code: 'N', de: 'Sonstige Dienstleistungen für Betriebe', en: 'Administrative and support services', divisions: [77, 82] },
  { code: 'O', de: 'Öffentliche Verwaltung', en: 'Public administration', divisions: [84, 84] },
  { code: 'P', de: 'Erziehung und Unterricht', en: 'Education', divisions: [85, 85] },
  { code: 'Q', de: 'Gesundheit, Pflege, Soziales', en: 'Health and social work', divisions: [86, 88] },
  { code: 'R', de: 'Kunst, Unterhaltung, Sport', en: 'Arts, entertainment, recreation', divisions: [90, 93] },
  {
    code: 'S',
    de: 'Friseure, Reparatur und andere persönliche Dienste',
    en: 'Hairdressers, repair and other services',
    divisions: [94, 96],
  },
  { code: 'T', de: 'Private Haushalte mit Personal', en: 'Households as employers', divisions: [97, 98] },
  { code: 'U', de: 'Internationale Organisationen', en: 'International organisations', divisions: [99, 99] },
];

export interface Division extends Localised {
  /** Two digits. */
  code: string;
  en: string;
}

const DIVISIONS_TEXT = `01 Landwirtschaft|Agriculture
02 Forstwirtschaft|Forestry
03 Fischerei|Fishing
05 Kohlenbergbau|Mining of coal
06 Erdöl- und Erdgasgewinnung|Extraction of oil and gas
07 Erzbergbau|Mining of metal ores
08 Steine und Erden|Other mining and quarrying
09 Dienste für den Bergbau|Mining support services
10 Nahrungs- und Futtermittel|Food products
11 Getränke|Beverages
12 Tabakverarbeitung|Tobacco products
13 Textilien|Textiles
14 Bekleidung|Wearing apparel
15 Leder und Schuhe|Leather
16 Holzwaren (ohne Möbel)|Wood products
17 Papier und Pappe|Paper
18 Druck und Vervielfältigung|Printing
19 Kokerei und Mineralöl|Coke and petroleum
20 Chemische Erzeugnisse|Chemicals
21 Pharmazie|Pharmaceuticals
22 Gummi und Kunststoff|Rubber and plastics
23 Glas, Keramik, Steine|Non-metallic mineral products
24 Metallerzeugung|Basic metals
25 Metallbau und Metallerzeugnisse|Fabricated metal products
26 Elektronik und Optik|Electronics and optics
27 Elektrische Ausrüstungen|Electrical equipment
28 Maschinenbau|Machinery
29 Kraftwagen und Teile|Motor vehicles
30 Sonstiger Fahrzeugbau|Other transport equipment
31 Möbel|Furniture
32 Sonstige Waren|Other manufacturing
33 Reparatur und Montage von Maschinen|Repair and installation of machinery
35 Energieversorgung|Energy supply
36 Wasserversorgung|Water supply
37 Abwasser|Sewerage
38 Abfall und Rückgewinnung|Waste and recovery
39 Beseitigung von Umweltschäden|Remediation
41 Hochbau|Construction of buildings
42 Tiefbau|Civil engineering
43 Ausbau und Bauinstallation|Specialised construction
45 Kfz-Handel und -Reparatur|Motor vehicle trade and repair
46 Großhandel|Wholesale
47 Einzelhandel|Retail
49 Landverkehr|Land transport
50 Schifffahrt|Water transport
51 Luftfahrt|Air transport
52 Lagerei und Verkehrsdienste|Warehousing and support for transport
53 Post und Kuriere|Postal and courier services
55 Beherbergung|Accommodation
56 Gastronomie|Food and beverage service
58 Verlage|Publishing
59 Film, Fernsehen, Musik|Film, television, music
60 Rundfunk|Broadcasting
61 Telekommunikation|Telecommunications
62 Informationstechnik|Computer programming
63 Informationsdienste|Information services
64 Finanzdienste|Financial services
65 Versicherungen|Insurance
66 Dienste für Finanzen und Versicherungen|Auxiliary to finance and insurance
68 Grundstücke und Wohnungen|Real estate
69 Recht, Steuern, Prüfung|Legal and accounting
70 Führung von Unternehmen, Beratung|Head offices, consultancy
71 Architektur und Ingenieure|Architecture and engineering
72 Forschung und Entwicklung|Research and development
73 Werbung und Marktforschung|Advertising and market research
74 Sonstige freie Berufe|Other professional activities
75 Tiermedizin|Veterinary
77 Vermietung beweglicher Sachen|Rental and leasing
78 Arbeitskräfte|Employment activities
79 Reisebüros|Travel agencies
80 Sicherheitsdienste|Security
81 Gebäude und Garten|Buildings and landscape
82 Bürodienste|Office support
84 Öffentliche Verwaltung|Public administration
85 Erziehung und Unterricht|Education
86 Gesundheit|Human health
87 Heime|Residential care
88 Sozialwesen|Social work
90 Kunst und Kultur|Arts
91 Bibliotheken und Museen|Libraries and museums
92 Glücksspiel|Gambling
93 Sport und Erholung|Sports and recreation
94 Vereinigungen und Verbände|Membership organisations
95 Reparatur von Gebrauchsgütern|Repair of goods
96 Persönliche Dienste|Other personal services
97 Haushalte mit Personal|Households as employers
98 Eigenproduktion privater Haushalte|Households' own production
99 Internationale Organisationen|International organisations`;

export const DIVISIONS: readonly Division[] = DIVISIONS_TEXT.split('\n').map((line) => {
  const [de = '', en = ''] = line.slice(3).split('|');
  return { code: line.slice(0, 2), de, en };
});

export const sectionOf = (code: string): Section | undefined => SECTIONS.find((section) => section.code === code);

/** The section that a division belongs to. */
export const sectionOfDivision = (code: string): Section | undefined =>
  SECTIONS.find(({ divisions: [first, last] }) => Number(code) >= first && Number(code) <= last);
