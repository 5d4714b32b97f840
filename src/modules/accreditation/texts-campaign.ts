import { catalogue } from '#platform/i18n/index.ts';
import type { CampaignRow } from './tables.ts';

const statesDe: Record<CampaignRow['state'], string> = {
  draft: 'Entwurf, noch niemand angeschrieben',
  writing: 'Briefe werden geschrieben',
  running: 'läuft',
  stopped: 'angehalten',
  ended: 'beendet',
};
const statesEn: Record<CampaignRow['state'], string> = {
  draft: 'draft, nobody written to yet',
  writing: 'letters are being written',
  running: 'running',
  stopped: 'stopped',
  ended: 'ended',
};

/** Sending a campaign. */
export const campaignTexts = catalogue(
  {
    states: statesDe,
    lead: 'Sehen Sie an, wer angeschrieben wird und was darin steht. Erst danach geht etwas hinaus.',
    send: (count: number) => (count === 1 ? 'An eine Person verschicken' : `An ${count} Personen verschicken`),
    sendHint: 'Ein Brief je Adresse, genau so wie angesehen. Anhalten können Sie, solange noch nicht alle Briefe hinaus sind.',
    resume: (count: number) => (count === 1 ? 'Weiter: noch an eine Person' : `Weiter: noch an ${count} Personen`),
    resumeHint: 'Wer den Brief schon hat, bekommt ihn nicht noch einmal.',
    discard: 'Doch nicht',
    held: 'Angehalten wird auch von selbst, wenn sich die Anforderungen ändern, während die Briefe hinausgehen. Sehen Sie dann noch einmal hin.',
    heldNotice: (title: string) => `Die Briefe zu „${title}“ haben angehalten: Die Anforderungen wurden geändert`,
    running: 'Zu diesen Anforderungen läuft schon eine Kampagne.',
    testSubject: (subject: string) => `Probe: ${subject}`,
  },
  {
    states: statesEn,
    lead: 'Look at who is written to and what it says. Only then does anything go out.',
    send: (count: number) => (count === 1 ? 'Send to one person' : `Send to ${count} people`),
    sendHint: 'One letter per address, exactly as looked at. You can stop it as long as not all letters have gone out.',
    resume: (count: number) => (count === 1 ? 'Go on: to one more person' : `Go on: to ${count} more people`),
    resumeHint: 'Whoever has the letter already does not get it again.',
    discard: 'Rather not',
    held: 'It also stops by itself where the requirements change while the letters go out. Then please look once more.',
    heldNotice: (title: string) => `The letters about “${title}” have stopped: the requirements were changed`,
    running: 'A campaign for these requirements is running already.',
    testSubject: (subject: string) => `Sample: ${subject}`,
  },
);
