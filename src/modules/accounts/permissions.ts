import type { Role } from './roles.ts';

/** `any`: everywhere. `own`: where the role was given, in that organisation, body, network … */
type Condition = 'any' | 'own';
/** Whoever holds a private link for one record; the link's purpose stands behind the colon. */
type LinkHolder = `link:${string}`;

export interface Rule {
  /** What it is, for the page in the handbook. */
  label: string;
  /** Nobody has to sign in. */
  everybody?: true;
  /** Whoever is signed in, for what is their own. */
  signedIn?: true;
  roles: Partial<Record<Role | LinkHolder, Condition>>;
}

const OFFICE = { office: 'any', administrator: 'any' } as const;
/** Whoever has a part in the network's own work, wherever it was given. */
const NETWORK = {
  organisationEditor: 'any',
  organisationCoordinator: 'any',
  consultant: 'any',
  networkCoordinator: 'any',
  bodyMember: 'any',
  bodySecretary: 'any',
  reviewer: 'any',
  ...OFFICE,
} as const;

/**
 * The one table of permissions: action × role × condition. Pages ask it (`routes.ts` names the action of every route),
 * stores ask it with the place of the record (`permit`). docs/handbuch/rechte.md is printed from it.
 */
const TABLE = {
  'public.read': { label: 'Öffentliche Seiten lesen', everybody: true, roles: {} },
  'link.use': { label: 'Einen privaten Link öffnen (der Link selbst entscheidet)', everybody: true, roles: {} },
  signIn: { label: 'Sich anmelden', everybody: true, roles: {} },
  'account.own': { label: 'Eigenes Konto: Anmeldungen, Mitteilungen, Daten', signedIn: true, roles: {} },

  'assessment.start': { label: 'Einen Check beginnen', everybody: true, roles: {} },
  'assessment.write': { label: 'Einen Check bearbeiten', roles: { 'link:assessment': 'own', company: 'own' } },
  'assessment.share': { label: 'Jemanden an einem Check beteiligen und das beenden', roles: { 'link:assessment': 'own', company: 'own' } },
  'assessment.advise': { label: 'Als Beratung neben dem Betrieb einschätzen', roles: { 'link:companion': 'own' } },
  'award.review': { label: 'Schritte eines Prädikats von außen prüfen', roles: { consultant: 'own', ...OFFICE } },
  'award.decide': { label: 'Prädikate verleihen, zurückgeben, zurückziehen', roles: OFFICE },
  'comparison.release': { label: 'Vergleichszahlen veröffentlichen', roles: OFFICE },
  'declaration.issue': { label: 'Eine Selbsterklärung ausstellen', roles: { 'link:assessment': 'own', company: 'own' } },
  'declaration.manage': { label: 'Eine Selbsterklärung zeigen, verbergen, zurückziehen', roles: { 'link:declaration': 'own' } },
  'declaration.rotateKey': { label: 'Den Schlüssel für Unterschriften wechseln', roles: { administrator: 'any' } },
  'standard.comment': {
    label: 'Entwürfe der Checks lesen und kommentieren',
    roles: NETWORK,
  },
  'standard.write': { label: 'Checks schreiben und ändern', roles: { reviewer: 'any', ...OFFICE } },
  'standard.publish': { label: 'Checks zur Erprobung geben, in Kraft setzen, zurückziehen', roles: OFFICE },
  'assessment.team': { label: 'Als Mitglied eines Teams ohne Namen einschätzen', roles: { 'link:team': 'own' } },
  'assessment.remind': { label: 'Erinnerungen bestätigen und abbestellen', roles: { 'link:reminder': 'own', 'link:assessment': 'own' } },
  'search.save': { label: 'Eine Suche merken', everybody: true, roles: {} },
  'search.saved': { label: 'Eine gemerkte Suche bestätigen und beenden', roles: { 'link:saved-search': 'own' } },
  'request.send': { label: 'Eine Anfrage senden', everybody: true, roles: {} },
  'request.withdraw': { label: 'Eine Anfrage zurückziehen', roles: { 'link:request-company': 'own', company: 'own' } },
  'request.answer': {
    label: 'Anfragen lesen und beantworten',
    roles: {
      'link:request-receiver': 'own',
      organisationEditor: 'own',
      organisationCoordinator: 'own',
      consultant: 'own',
      networkCoordinator: 'own',
      ...OFFICE,
    },
  },
  'company.manage': { label: 'Eigenen Betrieb verwalten: Checks, Pläne, Anfragen', roles: { company: 'own' } },
  'company.prove': { label: 'Den Nachweis eines Betriebs prüfen', roles: OFFICE },
  'company.create': { label: 'Einen Betrieb anlegen', signedIn: true, roles: {} },

  'organisation.edit': {
    label: 'Profil einer Organisation bearbeiten',
    roles: { organisationEditor: 'own', organisationCoordinator: 'own', ...OFFICE },
  },
  'offer.edit': {
    label: 'Angebote einer Organisation bearbeiten und zur Prüfung geben',
    roles: { organisationEditor: 'own', organisationCoordinator: 'own', ...OFFICE },
  },
  'consultant.edit': { label: 'Profil einer Berater:in bearbeiten', roles: { consultant: 'own', ...OFFICE } },
  'network.edit': { label: 'Ein regionales Netzwerk bearbeiten', roles: { networkCoordinator: 'own', ...OFFICE } },
  'network.recognise': { label: 'Netzwerke anerkennen, mit Bedingungen, und die Anerkennung beenden', roles: OFFICE },
  'content.review': { label: 'Inhalte prüfen und veröffentlichen', roles: { reviewer: 'any', ...OFFICE } },

  'members.manage': {
    label: 'Mitarbeitende einladen, Beitritte entscheiden, Rollen nehmen',
    roles: { company: 'own', organisationCoordinator: 'own', networkCoordinator: 'own', bodySecretary: 'own', ...OFFICE },
  },
  'members.ask': { label: 'Um Mitarbeit bitten', signedIn: true, roles: {} },
  'roles.grant': { label: 'Rollen aller Organisationen, Netzwerke und Gremien vergeben', roles: OFFICE },
  'roles.grantOffice': { label: 'Geschäftsstelle und Administrator:innen ernennen', roles: { administrator: 'any' } },

  'membership.apply': { label: 'Die Aufnahme einer Organisation beantragen', signedIn: true, roles: {} },
  'membership.decide': { label: 'Über die Aufnahme entscheiden', roles: { bodySecretary: 'own', ...OFFICE } },
  'membership.leave': { label: 'Austritt erklären', roles: { organisationCoordinator: 'own', ...OFFICE } },
  'charter.accept': { label: 'Vereinbarungen der Partner annehmen', roles: { organisationCoordinator: 'own' } },

  'body.read': {
    label: 'Nicht öffentliche Unterlagen eines Gremiums lesen',
    roles: { bodyMember: 'own', bodySecretary: 'own', ...OFFICE },
  },
  'body.manage': {
    label: 'Sitzungen, Protokolle und Vereinbarungen eines Gremiums führen, die Adressen seiner Personen pflegen',
    roles: { bodySecretary: 'own', ...OFFICE },
  },
  'body.found': { label: 'Gremien einrichten', roles: OFFICE },
  'agreement.answer': { label: 'Eigene Vereinbarungen beantworten', roles: { 'link:governance-tasks': 'own' } },
  'minutes.object': { label: 'Gegen einen Protokollentwurf Einspruch erheben', roles: { 'link:minutes-objection': 'own' } },

  'course.manage': {
    label: 'Kurse einer Trägerin anlegen, Teilnahme und Abschluss führen',
    roles: { organisationEditor: 'own', organisationCoordinator: 'own', ...OFFICE },
  },
  'course.join': { label: 'Sich zu Kursen und zum Erfahrungsaustausch anmelden', signedIn: true, roles: {} },
  'qualification.decide': { label: 'Träger anerkennen, Siegel freigeben, Nachweise zurückziehen', roles: OFFICE },
  'accreditation.apply': { label: 'Die eigene Akkreditierung beantragen und erneuern', roles: { consultant: 'own' } },
  'accreditation.decide': { label: 'Über Akkreditierungen und Widersprüche entscheiden', roles: OFFICE },
  'exchange.manage': {
    label: 'Erfahrungsaustausch ausrichten und Teilnahme festhalten',
    roles: { networkCoordinator: 'any', organisationCoordinator: 'any', ...OFFICE },
  },
  'case.work': {
    label: 'Einen Fall führen: Sitzungen, Ziele, Scheck, Bericht',
    roles: { consultant: 'own', organisationEditor: 'own', organisationCoordinator: 'own', networkCoordinator: 'own', ...OFFICE },
  },
  'case.follow': { label: 'Den eigenen Fall als Betrieb mitverfolgen und bewerten', roles: { 'link:case-company': 'own', company: 'own' } },
  'story.write': {
    label: 'Geschichten aus Betrieben schreiben',
    roles: { consultant: 'own', organisationEditor: 'own', organisationCoordinator: 'own', networkCoordinator: 'own', ...OFFICE },
  },
  'story.publish': { label: 'Geschichten redigieren, freigeben lassen, veröffentlichen', roles: OFFICE },
  'story.approve': { label: 'Die eigene Geschichte freigeben und zurückziehen', roles: { 'link:story-company': 'own' } },
  'story.quote': { label: 'Über das eigene Zitat entscheiden', roles: { 'link:story-quote': 'own' } },
  'research.read': {
    label: 'Sehen, wo Forschungsergebnisse stehen',
    roles: NETWORK,
  },
  'research.hand': {
    label: 'Forschungsprojekte eintragen und Ergebnisse übergeben',
    roles: { organisationEditor: 'own', organisationCoordinator: 'own', ...OFFICE },
  },
  'research.decide': {
    label: 'Den Weg von Forschungsergebnissen vereinbaren, Praxishilfen veröffentlichen',
    roles: { reviewer: 'any', ...OFFICE },
  },
  'means.read': {
    label: 'Zusagen und Budget sehen (Mitglieder des Strategiekreises)',
    roles: { bodyMember: 'own', bodySecretary: 'own', ...OFFICE },
  },
  'means.keep': { label: 'Zusagen, Eingänge und Budget führen', roles: OFFICE },
  'anchoring.own': {
    label: 'Die Verankerung der eigenen Organisation planen, Unterstützung anfragen',
    roles: { organisationEditor: 'own', organisationCoordinator: 'own', ...OFFICE },
  },
  'anchoring.oversee': { label: 'Die Verankerung bei allen Partnern sehen, Unterstützung geben', roles: OFFICE },
  'trend.write': {
    label: 'Trends beobachten, benennen, beurteilen',
    roles: NETWORK,
  },
  'news.write': {
    label: 'Nachrichten, Aufrufe, Veranstaltungen und Aktionen schreiben',
    roles: { organisationEditor: 'own', organisationCoordinator: 'own', networkCoordinator: 'own', bodySecretary: 'own', ...OFFICE },
  },
  'news.publish': { label: 'Neuigkeiten veröffentlichen, Newsletter verschicken', roles: OFFICE },
  'campaign.join': {
    label: 'Mit einer Organisation an einer Aktion teilnehmen',
    roles: { organisationEditor: 'own', organisationCoordinator: 'own' },
  },
  'newsletter.order': { label: 'Den Newsletter bestellen', everybody: true, roles: {} },
  'newsletter.own': { label: 'Den eigenen Newsletter bestätigen und abbestellen', roles: { 'link:newsletter': 'own' } },
  'case.oversee': {
    label: 'Sehen, was wartet, und die Güte der Betreuung',
    roles: { networkCoordinator: 'own', organisationCoordinator: 'own', ...OFFICE },
  },
  'coverage.read': {
    label: 'Abdeckung und blinde Flecken sehen',
    roles: NETWORK,
  },
  'office.desk': { label: 'Arbeitsplatz der Geschäftsstelle', roles: OFFICE },
  'data.import': { label: 'Daten einlesen und das Einlesen zurücknehmen', roles: OFFICE },
  'data.export': { label: 'Listen ausgeben', roles: OFFICE },
  'audit.read': { label: 'Änderungsverlauf lesen', roles: OFFICE },
  'privacy.decide': { label: 'Über Löschungen entscheiden', roles: OFFICE },
  'mail.deliver': { label: 'Sehen, welche E-Mails nicht ankamen, und sie noch einmal senden', roles: OFFICE },
  'outbox.read': { label: 'Postausgang lesen', roles: { administrator: 'any' } },
} satisfies Record<string, Rule>;

export type Action = keyof typeof TABLE;
export const PERMISSIONS: Record<Action, Rule> = TABLE;
