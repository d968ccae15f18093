// <socle-map>: the places of a list, drawn when somebody asks to see them.

const still = matchMedia("(prefers-reduced-motion: reduce)");

function corners(coordinates, found = []) {
  if (typeof coordinates[0] === "number") found.push(coordinates);
  else for (const part of coordinates) corners(part, found);
  return found;
}

class SocleMap extends HTMLElement {
  connectedCallback() {
    if (this.button) return;
    this.button = this.querySelector("[data-show]");
    this.frame = this.querySelector("[data-frame]");
    this.says = this.querySelector("[data-says]");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.show());
    if (!("lazy" in this.dataset)) return;
    this.watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.show());
    this.watch.observe(this.button);
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    this.map?.remove();
  }

  async show() {
    if (this.button.hidden) return;
    const asked = document.activeElement === this.button;
    this.watch?.disconnect();
    this.button.hidden = true;
    this.says.textContent = this.dataset.loading;
    try {
      const [library, places] = await Promise.all([import(this.dataset.library), this.places(), this.style()]);
      this.frame.hidden = false;
      this.draw(library, places);
      this.says.textContent = "";
      if (asked) this.map.getCanvas().focus();
    } catch {
      this.frame.hidden = true;
      this.button.hidden = false;
      this.says.textContent = this.dataset.failed;
    }
  }

  async places() {
    const answer = await fetch(this.dataset.source);
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }

  style() {
    return new Promise((resolve, reject) => {
      const link = document.createElement("link");
      Object.assign(link, { rel: "stylesheet", href: this.dataset.style, onload: resolve, onerror: reject });
      document.head.append(link);
    });
  }

  draw({ Map, NavigationControl, setWorkerUrl }, places) {
    setWorkerUrl(new URL(this.dataset.worker, location.href).href);
    const colour = (name) => getComputedStyle(this).getPropertyValue(name).trim();
    const all = places.features.flatMap((place) => corners(place.geometry.coordinates));
    const [x, y] = [0, 1].map((axis) => all.map((corner) => corner[axis]));
    const bounds = [[Math.min(...x), Math.min(...y)], [Math.max(...x), Math.max(...y)]];
    const { tiles } = this.dataset;
    this.map = new Map({
      container: this.frame,
      style: { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": colour("--sand") } }] },
      bounds: all.length ? bounds : undefined,
      fitBoundsOptions: { padding: 40, maxZoom: 11 },
      fadeDuration: still.matches ? 0 : 200,
      cooperativeGestures: true,
      dragRotate: false,
      attributionControl: false,
    });
    this.map.getCanvas().setAttribute("aria-label", this.dataset.title);
    this.map.addControl(new NavigationControl({ showCompass: false }));
    this.map.on("load", () => {
      if (tiles) this.ground(tiles);
      this.areas(places, colour);
      this.points(places);
    });
  }

  ground(tiles) {
    this.map.addSource("tiles", { type: "raster", tiles: [new URL(tiles, location.href).href], tileSize: 256 });
    this.map.addLayer({ id: "tiles", type: "raster", source: "tiles" });
  }

  areas(places, colour) {
    const features = places.features.filter((place) => place.geometry.type.endsWith("Polygon"));
    if (!features.length) return;
    this.map.addSource("areas", { type: "geojson", data: { type: "FeatureCollection", features } });
    this.map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour("--accent"), "fill-opacity": 0.12 } });
    this.map.addLayer({ id: "edges", type: "line", source: "areas", paint: { "line-color": colour("--ink"), "line-width": 1 } });
    this.map.on("click", "areas", ({ features: [place] }) => place.properties.url && location.assign(place.properties.url));
  }

  // Points are real links over the map, so that the keyboard and screen readers reach them.
  points(places) {
    const features = places.features.filter((place) => place.geometry.type === "Point");
    if (!features.length) return;
    this.map.addSource("points", { type: "geojson", data: { type: "FeatureCollection", features }, cluster: true, clusterRadius: 44, clusterMaxZoom: 10 });
    this.map.addLayer({ id: "points", type: "circle", source: "points", paint: { "circle-radius": 0 } });
    this.marks = document.createElement("div");
    this.frame.querySelector(".maplibregl-canvas-container").append(this.marks);
    this.shown = new globalThis.Map();
    this.map.on("idle", () => this.refresh());
    this.map.on("move", () => this.place());
  }

  refresh() {
    const now = new globalThis.Map();
    for (const { geometry, properties } of this.map.queryRenderedFeatures({ layers: ["points"] })) {
      const key = `${properties.cluster_id ?? properties.url}|${geometry.coordinates}`;
      if (!now.has(key)) now.set(key, this.shown.get(key) ?? this.mark(geometry.coordinates, properties));
    }
    for (const [key, { element }] of this.shown) if (!now.has(key)) element.remove();
    this.shown = now;
    this.frame.classList.toggle("few", now.size <= 20);
    for (const { element } of now.values()) if (!element.isConnected) this.marks.append(element);
    this.place();
  }

  mark(at, { cluster_id: cluster, point_count: count, name, url }) {
    const element = document.createElement(cluster ? "button" : "a");
    element.className = "map-place maplibregl-marker";
    if (cluster) {
      element.type = "button";
      element.textContent = count;
      element.setAttribute("aria-label", this.dataset.places.replace("{count}", count));
      element.addEventListener("click", () => this.into(cluster, at));
    } else {
      element.href = url;
      element.dataset.name = name;
      element.setAttribute("aria-label", name);
    }
    return { element, at };
  }

  async into(cluster, center) {
    const zoom = await this.map.getSource("points").getClusterExpansionZoom(cluster);
    this.map[still.matches ? "jumpTo" : "easeTo"]({ center, zoom });
  }

  place() {
    for (const { element, at } of this.shown.values()) {
      const { x, y } = this.map.project(at);
      element.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
    }
  }
}

customElements.define("socle-map", SocleMap);
