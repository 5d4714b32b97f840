/** Small words of German minutes, as they are written in Germany, Austria and Switzerland. */

export const MONTHS: Record<string, number> = {
  januar: 1,
  jänner: 1,
  jaenner: 1,
  jan: 1,
  jän: 1,
  februar: 2,
  feber: 2,
  feb: 2,
  märz: 3,
  maerz: 3,
  mär: 3,
  mrz: 3,
  april: 4,
  apr: 4,
  mai: 5,
  juni: 6,
  jun: 6,
  juli: 7,
  jul: 7,
  august: 8,
  aug: 8,
  september: 9,
  sept: 9,
  sep: 9,
  oktober: 10,
  okt: 10,
  november: 11,
  nov: 11,
  dezember: 12,
  dez: 12,
};
export const MONTH =
  '(?:Januar|Jänner|Jaenner|Jan|Jän|Februar|Feber|Feb|März|Maerz|Mrz|Mär|April|Apr|Mai|Juni|Jun|Juli|Jul|August|Aug|September|Sept|Sep|Oktober|Okt|November|Nov|Dezember|Dez)(?![a-zäöü])';

export const WEEKDAYS: Record<string, number> = {
  montag: 1,
  dienstag: 2,
  mittwoch: 3,
  donnerstag: 4,
  freitag: 5,
  samstag: 6,
  sonnabend: 6,
  sonntag: 7,
  mo: 1,
  di: 2,
  mi: 3,
  do: 4,
  fr: 5,
  sa: 6,
  so: 7,
};
export const WEEKDAY = '(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Mo|Di|Mi|Do|Fr|Sa|So)(?![a-zäöü])';

const NUMBERS: Record<string, number> = {
  kein: 0,
  keine: 0,
  keiner: 0,
  null: 0,
  ein: 1,
  eine: 1,
  einer: 1,
  einem: 1,
  einen: 1,
  eins: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  fuenf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  elf: 11,
  zwölf: 12,
  zwoelf: 12,
  dreizehn: 13,
  vierzehn: 14,
  fünfzehn: 15,
  sechzehn: 16,
  siebzehn: 17,
  achtzehn: 18,
  neunzehn: 19,
  zwanzig: 20,
};
export const NUMBER = `(?:\\d{1,4}|${Object.keys(NUMBERS).join('|')})`;

/** "elf" → 11, "11" → 11. */
export const numberOf = (word: string | undefined): number | null => {
  if (word === undefined) return null;
  if (/^\d+$/.test(word)) return Number(word);
  return NUMBERS[word.toLowerCase()] ?? null;
};

/** Names of bodies: what decides or works in such networks, clubs and administrations. */
export const BODY =
  '(?:(?:(?:Regional|Unternehmens|Branchen|Fach)?[Nn]etzwerks?|Kompetenznetz|(?:Regional|Fach|Netzwerk|Jahres)konferenz|Verbund|Task ?[Ff]orce|Forum|Allianz|Initiative|AG|Arbeitsgruppe|Projektgruppe|Fachgruppe|Arbeitskreis|AK|Unterarbeitsgruppe|UAG|Ausschuss(?: für)?|Kommission(?: für)?|Runder Tisch) [A-ZÄÖÜ][\\p{L}0-9-]*(?:(?: und| &| der| für|,)? [A-ZÄÖÜ][\\p{L}-]*){0,3}|(?:[A-ZÄÖÜ][\\p{L}-]{0,40})?(?:[Kk]reis|[Tt]eam|[Gg]ruppe|[Aa]usschuss|[Aa]usschuß|[Vv]orstand|[Bb]eirat|[Gg]remium|[Pp]lenum|[Rr]at|[Kk]ommission|[Vv]ersammlung|[Pp]räsidium|[Kk]reistag|[Ll]andtag|[Kk]uratorium|[Aa]rbeitskreis)(?:e?s)?(?![a-zäöüß]))';

/** Roles that may be responsible without being persons. */
export const ROLE =
  '(?:Geschäftsstelle|Geschäftsführung|Sekretariat|Vorsitzende[rn]?|Vorsitz|Vorstand|Präsidium|Präsident(?:in)?|Projektleitung|Projektleiter(?:in)?|Geschäftsführer(?:in)?|Moderator(?:in)?|Protokollant(?:in)?|Obermeister(?:in)?|Kassenwart(?:in)?|Aktuar(?:in)?|Koordinator(?:in)?|Projektteam|Projektbüro|Obfrau|Obmann|Kassier(?:in|er|erin)?|Schatzmeister(?:in)?|Schriftführer(?:in)?|Schriftführung|Sprecher(?:[:*]?in(?:nen)?)?|Moderation|Redaktion|Leitung|Koordination|Koordinationsstelle|Verwaltung|Protokollführung|Netzwerkbüro|Regionalbüro|Träger|Pressestelle|Öffentlichkeitsarbeit)';

export const EVERYBODY =
  '(?:alle[nr]?(?: \\p{L}+)? (?:Partner(?:organisationen|[:*]?innen)?|Mitglieder|Mitgliedsorganisationen|Teilnehmer(?:[:*]?innen)?|Teilnehmerinnen und Teilnehmer|Teilnehmenden?|Anwesenden?|Beteiligten|Netzwerke|Regionen|Projektpartner|Arbeitsgruppen|Berater(?:[:*]?innen)?|Netzwerkpartner)|(?:die )?(?:Partner(?:organisationen)?|Mitglieder|Teilnehmenden|Teilnehmer(?:[:*]?innen)?|Anwesenden|Projektpartner|Beteiligten|Netzwerkpartner)|jede[rs]?(?: (?:Partner|Mitglied|Organisation|Netzwerk|Region))?|alle)';

/** Words that name an organisation, not a person. */
export const ORGANISATION_WORD =
  /\b(?:GmbH|gGmbH|AG|KG|e\. ?V\.|eG|mbH|SE|Stiftung|IHK|HWK|RKW|BMAS|BMWK|BAuA|AOK|BG|DGB|WKO|WKÖ|AMS|SECO|SUVA|itb|VHS|TU|FH|Uni)\b|(?:kammer|verband|verein|institut|ministerium|agentur|kasse|schaft|zentrum|hochschule|universität|akademie|werk|amt|bund|netzwerk|fakultät|gesellschaft|behörde|innung|büro|hammer|handwerk|consulting|beratung|versicherung|landesamt|region|stadt|gemeinde|kanton|firma|center|bank|dienst|service|verwaltung|direktion|träger|haus|hof|laden|werkstatt|tischlerei|bäckerei|schreinerei|betrieb|bau)(?:en|e?s|s)?(?![a-zäöü])/i;

/** Given names: one of them makes two capitalised words a person. Not complete, only a help. */
const GIVEN =
  'achim adrian agnes alexander alexandra alfred alina amelie andrea andreas angela angelika anika anja anke anna anne annegret anneliese annette annika anton antje anton antonia armin arne arno arthur astrid axel barbara bastian beate beatrice ben benedikt benjamin bernd bernhard bettina birgit birgül bjarne björn bodo boris brigitte britta bruno carina carl carla carmen carola caroline carsten cem charlotte christa christel christian christiane christina christine christof christoph christopher clara claudia clemens conny constanze cornelia cornelius corinna dagmar daniel daniela david denise dennis detlef diana dieter dietmar dirk dominik dora doris dorothea eberhard eckhard edith elena elfriede elias elif elisabeth elke ella elsa emil emilia emine emma erich erik erika ernst esther eugen eva evelyn fabian fatma felicitas felix ferdinand finn florian frank franz franziska frauke frederik frida friederike friedrich fritz gabi gabriele georg gerald gerd gerda gerhard gertrud gesine gisela götz gregor greta gudrun guido günter günther hakan hanna hannah hannelore hannes hans harald hartmut hasan hauke heidi heike heiko heiner heinrich heinz helena helene helga helge helmut hendrik henning henrik henriette herbert hermann hilde holger horst hubert hugo ilka ilona ilse imke ina ines inga inge ingeborg ingo ingrid irene iris irmgard isabel isabelle ivan ivana jakob jan jana janina jasmin jens jessica joachim johann johanna johannes jonas jonathan jörg josef josefine judith julia julian juliane jürgen jürg jutta kai karin karl karla karlheinz karola karoline karsten katarina katharina kathrin katja katrin kerstin kevin kim kirsten klara klaus konrad konstantin korbinian kristin kristina kurt lara lars laura lea lena leo leon leonie leopold levin lina linda lisa lothar louis louisa luca lucas lucia ludwig luis luisa lukas lutz lydia magdalena maik maja manfred manuel manuela marc marcel marco marcus margarete margit margot maria marianne marie marina mario marion marius mark markus marlene marlies marta martha martin martina mathilde matthias matthäus maximilian max mechthild mehmet melanie michael michaela miriam mirko mona monika moritz murat mustafa nadine nadja natalie nele nicolas nicole niklas nils nina nora norbert norman olaf ole oleg oliver olivia oskar otto pascal patricia patrick paul paula pauline peter petra philipp pia rainer ralf ramona raphael rebecca regina regine regula reiner reinhard reinhold renate rené reto richard rita robert robin roland rolf roman romy ronald rosa rosemarie roswitha rüdiger rudi rudolf rupert ruth sabine sabrina samuel sandra sara sarah sascha sebastian selin sepp sibylle siegfried sigrid silke silvia simon simone sina sofia sofie sonja sophia sophie stefan stefanie steffen stephan stephanie susann susanne sven svenja swantje sybille sylvia tamara tanja tatjana theo theresa theresia thilo thomas thorsten tilo tim timo tina tobias tom torben torsten ueli udo ulf uli ulla ulrich ulrike urs ursula ute uwe valentin valerie vanessa vera verena veronika victor viktor viktoria vincent volker walter waltraud wanda wendelin werner wiebke wilfried wilhelm willi winfried wolf wolfgang wolfram xaver yasemin yvonne zeynep ayşe ayse ahmet ali yusuf can deniz aylin piotr marek katarzyna agnieszka zoran goran dragan milena jelena anastasia dimitri sergej olga natascha tatiana igor giulia marco luigi francesca chiara urban beat vreni hansjörg hansjürgen heidrun isolde jochen leni mats mira noah pelin rasmus ronja siri till torge undine veit wenke aleks hans-joachim hans-peter karl-heinz eva-maria anna-lena ann-kathrin';
export const GIVEN_NAMES = new Set(GIVEN.split(' '));
