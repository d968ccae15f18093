// Keeps the page of a meeting on this phone, so that it opens without network: a copy that the site
// makes for this, which says nothing of who looks at it, and the files that it needs.

const CACHE = "socle-stage";
const FILES = new URL(import.meta.url).pathname.split("/commitments/")[0] + "/";

export async function keepPage(page, copy, worker) {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  try {
    await navigator.serviceWorker.register(worker);
    const [cache, answer] = [await caches.open(CACHE), await fetch(copy)];
    if (!answer.ok || answer.redirected) {
      await cache.delete(page);
      return;
    }
    await cache.put(page, answer);
    await keepFiles(cache);
  } catch {
    // Without network the copy kept before stays.
  }
}

async function keepFiles(cache) {
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const needed = new Set(loaded.filter((url) => url.origin === location.origin && url.pathname.startsWith(FILES)).map((url) => url.href));
  for (const { url } of await cache.keys()) {
    if (!new URL(url).pathname.startsWith(FILES)) continue;
    if (needed.has(url)) needed.delete(url);
    else await cache.delete(url);
  }
  await cache.addAll([...needed]);
}
