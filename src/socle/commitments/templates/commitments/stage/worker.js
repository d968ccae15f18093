// Opens the page of a meeting again where there is no network. It keeps nothing: that page itself
// puts what its witness needs into this cache, and never a page of somebody.
const CACHE = "socle-stage";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(fetch(event.request).catch(() => kept(event.request)));
});

async function kept(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request, { ignoreSearch: request.mode === "navigate", ignoreVary: true });
  return found ?? Response.error();
}
