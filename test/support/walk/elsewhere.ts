/** How a page is reached that no click leads to. */
export type Way =
  /** The mail whose text holds the link. */
  | { mail: RegExp }
  /** What prints or sends the address: no page and no mail. */
  | { by: 'single sign-on' | 'operations, by token' | 'the command line' | 'the header of a letter' | 'programs, by an id of the list' };

/**
 * The one list of routes that are not reached by clicking. Pages behind a private link are not in it: the link's own
 * page leads to them.
 */
export const ELSEWHERE: Readonly<Record<string, Way>> = {
  '/abbestellen/:token': { mail: /Mitteilungen für Sie|Wartet auf Prüfung/ },
  '/anfrage/an/:token': { mail: /^Anfrage eines Betriebs aus / },
  '/anfrage/stand/:token': { mail: /^Ihre Anfrage: / },
  '/anmelden/link/:token': { mail: /^Ihr Link zum Anmelden/ },
  '/aufgaben/:token': { mail: /^Eine Vereinbarung wartet auf Sie/ },
  '/einladung/:token': { mail: /^Einladung: Mitarbeit bei / },
  '/einspruch/:token': { mail: /^Protokollentwurf: / },
  '/erinnerung/:token': { mail: /^Bitte bestätigen: Erinnerungen zu Ihrem Check/ },
  '/erklaerung/verwalten/:token': { mail: /^Ihre Selbsterklärung SE-/ },
  '/fall/:token': { mail: /^Ihr Anliegen ist angenommen/ },
  '/fall/:token/wirkung/:months': { mail: /^Was hat sich geändert/ },
  '/geschichte/:token': { mail: /^Ihre Geschichte: bitte lesen und entscheiden/ },
  '/newsletter/:token': { mail: /^Bitte bestätigen: Newsletter/ },
  '/suche/merken/:token': { mail: /^Bitte bestätigen: Bescheid über Neues/ },
  '/zitat/:token': { mail: /^Dürfen wir Sie zitieren/ },
  // The way out to the other service and back; nothing to read stands there, and it is off where none is configured.
  '/anmelden/sso': { by: 'single sign-on' },
  '/api/auth/callback/:provider': { by: 'single sign-on' },
  '/api/auth/error': { by: 'single sign-on' },
  // What List-Unsubscribe names: mail programs open it; it leads to the page with the button.
  '/aufgaben/:token/ende': { by: 'the header of a letter' },
  '/erinnerung/:token/ende': { by: 'the header of a letter' },
  '/newsletter/:token/ende': { by: 'the header of a letter' },
  '/suche/merken/:token/ende': { by: 'the header of a letter' },
  // Read by the monitoring, which brings its own token.
  '/metrics': { by: 'operations, by token' },
  // HSDS names its entries by id alone; the list holds them, no page shows one.
  '/api/hsds/service_at_locations/:id': { by: 'programs, by an id of the list' },
  // `transferwerk outbox --link` prints it, for an installation without a mail server and without an administrator.
  '/postausgang/:token': { by: 'the command line' },
};
