/**
 * Sets this device up for a part that runs on it: brings the service worker along and comes back once it answers.
 * Where the browser refuses, the page says so at once.
 */
export async function startDevice(): Promise<void> {
  const waiting = document.querySelector<HTMLElement>('[data-device-setup]');
  const refused = document.querySelector<HTMLElement>('[data-device-refused]');
  if (!waiting || !refused) return;
  waiting.hidden = false;
  try {
    await canStore();
    await navigator.serviceWorker.register('/geraet/worker.js', { scope: '/geraet/' });
    await navigator.serviceWorker.ready;
    await navigator.storage.persist().catch(() => false);
    // The same page once more: now the device answers. Not twice, in case it does not.
    const tried = sessionStorage.getItem('geraet') === location.pathname;
    sessionStorage.setItem('geraet', location.pathname);
    if (tried) throw new Error('the worker does not answer');
    location.reload();
  } catch {
    waiting.hidden = true;
    refused.hidden = false;
  }
}

/** Rejects where the browser lets nothing be stored. */
function canStore(): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!('serviceWorker' in navigator)) return reject(new Error('no service worker'));
    const request = indexedDB.open('transferwerk-probe', 1);
    request.onerror = () => reject(request.error ?? new Error('refused'));
    request.onsuccess = () => {
      request.result.close();
      indexedDB.deleteDatabase('transferwerk-probe');
      resolve();
    };
  });
}
