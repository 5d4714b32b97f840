/** Signing in with a passkey, and setting one up: the browser asks the person, the server checks. */
interface Json {
  [name: string]: unknown;
}

async function post(address: string, body: unknown): Promise<Json> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Json;
}

interface KeyClass {
  parseRequestOptionsFromJSON(options: unknown): PublicKeyCredentialRequestOptions;
  parseCreationOptionsFromJSON(options: unknown): PublicKeyCredentialCreationOptions;
}

/** Old browsers know passkeys, but not their JSON form: there the other ways remain. */
const keyClass = (): KeyClass | undefined => {
  const found = (window as { PublicKeyCredential?: Partial<KeyClass> }).PublicKeyCredential;
  return found?.parseCreationOptionsFromJSON ? (found as KeyClass) : undefined;
};

const toJson = (credential: Credential | null): unknown => (credential as unknown as { toJSON(): unknown } | null)?.toJSON();

function start(part: HTMLElement, run: () => Promise<string>): void {
  const state = part.querySelector<HTMLElement>('[data-passkey-state]');
  part.hidden = false;
  part.querySelector('button')?.addEventListener('click', () => {
    if (state) state.textContent = '';
    run()
      .then((next) => location.assign(next))
      .catch(() => {
        if (state) state.textContent = part.dataset['failed'] ?? '';
      });
  });
}

export function startPasskeys(): void {
  const keys = keyClass();
  if (!keys) return;
  for (const part of document.querySelectorAll<HTMLElement>('[data-passkey-sign-in]')) {
    start(part, async () => {
      const publicKey = keys.parseRequestOptionsFromJSON(await post('/api/passkey/anmelden/beginn', {}));
      await post('/api/passkey/anmelden', toJson(await navigator.credentials.get({ publicKey })));
      return part.dataset['next'] ?? '/konto';
    });
  }
  for (const part of document.querySelectorAll<HTMLElement>('[data-passkey-add]')) {
    start(part, async () => {
      const publicKey = keys.parseCreationOptionsFromJSON(await post('/api/passkey/einrichten/beginn', {}));
      await post('/api/passkey/einrichten', toJson(await navigator.credentials.create({ publicKey })));
      return location.pathname;
    });
  }
}
