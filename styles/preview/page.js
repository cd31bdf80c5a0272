"use strict";
(function () {
	const W = JSON.parse(document.getElementById("words").textContent);
	const D = JSON.parse(document.getElementById("data").textContent);
	const T = D.theme, PX = 1 / 0.2646, PT = 96 / 72; // millimetres and points on screen, in CSS pixels
	const $ = (id) => document.getElementById(id);
	const DAY = 86400000, LIST_STEP = 60, MAX_ZOOM = 15;

	// ---------------------------------------------------------------- what the page knows

	const articles = new Map(D.data.articles.map((a) => [a[0], {url: a[1], title: a[2], outlet: a[3], published: a[4]}]));
	const eventIndex = new Map(T.events.map((e, i) => [e.event_type, i]));
	const mildest = Math.max(0, T.events.findIndex((e) => e.event_type === "Strategic developments"));

	function lonLat(x, y) {
		const R = 6378137, m = D.unit;
		return [(2 * Math.atan(Math.exp(y * m / R)) - Math.PI / 2) * 180 / Math.PI, x * m / R * 180 / Math.PI];
	}

	function parts(list) {
		return list.map((p) => {
			const out = [];
			for (let i = 0, x = 0, y = 0; i < p.length; i += 2) out.push(lonLat(x += p[i], y += p[i + 1]));
			return out;
		});
	}

	function fold(text) {
		return text.normalize("NFKC").toLowerCase().replace(/[\u064b-\u0652\u0670\u0640]/g, "").replace(/[أإآٱ]/g, "ا")
			.replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/ؤ/g, "و").replace(/ئ/g, "ي").replace(/[_#]/g, " ");
	}

	const day = (iso) => iso ? Date.parse(iso + "T00:00:00Z") / DAY : null;
	const incidents = D.data.rows.map((row, i) => {
		const it = {index: i};
		D.data.columns.forEach((name, k) => { it[name] = row[k]; });
		it.at = it.x === null ? null : lonLat(it.x, it.y);
		it.type = eventIndex.has(it.event_type) ? eventIndex.get(it.event_type) : mildest;
		it.from = day(it.date_start || it.event_date);
		it.until = day(it.date_end || it.event_date);
		it.hay = fold([it.location_ar, it.location, it.admin1, it.admin2, it.evidence, it.where_description, it.sub_event_type,
			T.events[it.type].ar, T.events[it.type].en, W.ar.sub_types[it.sub_event_type], ...(it.actors || []), ...(it.sources || [])].filter(Boolean).join(" "));
		return it;
	});
	const byNewest = incidents.slice().sort((a, b) => (b.from ?? -1e9) - (a.from ?? -1e9) || a.index - b.index);

	// ---------------------------------------------------------------- state

	const state = {
		lang: document.documentElement.lang, query: "", types: T.events.map(() => true), background: true, undated: true,
		extents: true, mentioned: false, from: 0, to: 0, chosen: null, group: null, listed: LIST_STEP,
	};
	let shown = [];

	const words = () => W[state.lang];
	const text = (key) => T["text_" + state.lang][key];
	const digits = (n) => {
		const s = String(n);
		return state.lang === "ar" && T.arabic_digits ? s.replace(/[0-9]/g, (d) => "٠١٢٣٤٥٦٧٨٩"[d]) : s;
	};
	const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, k) => values[k]);
	const label = (event) => event[state.lang];

	function element(tag, properties, ...children) {
		const e = document.createElement(tag);
		for (const [k, v] of Object.entries(properties || {})) {
			if (k === "class") e.className = v;
			else if (k in e && typeof v !== "string") e[k] = v;
			else e.setAttribute(k, v);
		}
		for (const c of children) if (c !== null && c !== undefined) e.append(c);
		return e;
	}

	// ---------------------------------------------------------------- dates

	function dayText(n, weekday) {
		const d = new Date(n * DAY), w = words();
		const t = `${digits(d.getUTCDate())} ${T["months_" + state.lang][d.getUTCMonth()]} ${digits(d.getUTCFullYear())}`;
		return weekday ? `${w.weekdays[d.getUTCDay()]} ${t}` : t;
	}

	function periodText(from, until) {
		return from === until ? dayText(from) : `${dayText(from)} ${text("period_to")} ${dayText(until)}`;
	}

	function dateText(it) {
		if (it.from === null) return words().no_date;
		return it.from === it.until ? dayText(it.from, true) : periodText(it.from, it.until);
	}

	const shortDate = (it) => it.from === null ? "" : digits(new Date(it.from * DAY).toISOString().slice(0, 10));

	// ---------------------------------------------------------------- time bins

	const dated = incidents.filter((it) => it.from !== null);
	const bins = [];
	(function () {
		if (!dated.length) return;
		let first = Infinity, last = -Infinity;
		for (const it of dated) { first = Math.min(first, it.from); last = Math.max(last, it.from); }
		const span = last - first + 1;
		const unit = span <= 120 ? "day" : span <= 900 ? "week" : span <= 5000 ? "month" : "year";
		const date = (n) => new Date(n * DAY);
		let at = first;
		if (unit === "week") at -= (date(at).getUTCDay() + 1) % 7; // weeks begin on Saturday
		if (unit === "month") at = Date.UTC(date(at).getUTCFullYear(), date(at).getUTCMonth(), 1) / DAY;
		if (unit === "year") at = Date.UTC(date(at).getUTCFullYear(), 0, 1) / DAY;
		while (at <= last) {
			const d = date(at);
			const next = unit === "day" ? at + 1 : unit === "week" ? at + 7
				: unit === "month" ? Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 1) / DAY
				: Date.UTC(d.getUTCFullYear() + 1, 0, 1) / DAY;
			bins.push({from: at, until: next - 1});
			at = next;
		}
		state.to = bins.length - 1;
	})();
	const wholeTime = () => state.from === 0 && state.to >= bins.length - 1;

	// ---------------------------------------------------------------- filter

	function matches(it, terms, but) {
		if (but !== "type" && !state.types[it.type]) return false;
		if (!state.background && it.background) return false;
		if (it.from === null) {
			if (!state.undated || !wholeTime()) return false;
		} else if (but !== "time" && bins.length &&
			   (it.from > bins[state.to].until || it.until < bins[state.from].from)) {
			return false;
		}
		return terms.every((t) => it.hay.includes(t));
	}

	function refresh() {
		const terms = fold(state.query).split(/\s+/).filter(Boolean);
		shown = byNewest.filter((it) => matches(it, terms));
		const counts = T.events.map(() => 0);
		for (const it of incidents) if (matches(it, terms, "type")) counts[it.type]++;
		showTypes(counts);
		showList();
		showHistogram(terms);
		showTimeText();
		drawIncidents();
		saveHash();
	}

	// ---------------------------------------------------------------- symbols

	const step = (steps, x) => {
		let value = steps[0][1];
		for (const [from, v] of steps) if (x >= from) value = v;
		return value;
	};
	const sizeOf = (it) => step(T.incident.sizes, Math.max(0, it.fatalities ?? 0));
	function opacityOf(it) {
		const o = step(T.incident.confidence, it.confidence ?? 1);
		return it.geo_precision > 0 ? Math.min(o, step(T.incident.precision, it.geo_precision)) : o;
	}

	const SVG = "http://www.w3.org/2000/svg";
	function svg(tag, attributes) {
		const e = document.createElementNS(SVG, tag);
		for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
		return e;
	}

	// The picture of one incident: halo, body, outline, as wide as the report map draws it.
	function symbol(event, mm, opacity, background, scale) {
		const unit = PX * scale, width = mm * event.scale * unit, stroke = T.incident.stroke_mm * unit * (background ? 2 : 1);
		const halo = stroke + 2 * T.incident.halo_mm * unit, box = width + halo + 2;
		const out = svg("svg", {class: "symbol", width: box, height: box, viewBox: `${-box / 2} ${-box / 2} ${box} ${box}`,
			"aria-hidden": "true"});
		const shape = {d: event.path, transform: `scale(${width})`, "vector-effect": "non-scaling-stroke", "stroke-linejoin": "round"};
		out.append(svg("path", {...shape, fill: T.incident.halo, stroke: T.incident.halo, "stroke-width": halo}));
		out.append(svg("path", {...shape, fill: background ? "#ffffff" : event.fill, stroke: background ? event.fill : event.stroke,
			"stroke-width": stroke, opacity: background ? 1 : opacity}));
		return out;
	}

	const symbolOf = (it, scale) => symbol(T.events[it.type], sizeOf(it), opacityOf(it), it.background, scale);

	// Several incidents: a ring with each type's share, and their number.
	const ringRadius = (n, scale) => (7.5 + 3 * Math.log10(n)) * scale;
	function ring(items, scale) {
		const r = ringRadius(items.length, scale), width = 4.5 * scale, box = 2 * (r + width);
		const out = svg("svg", {width: box, height: box, viewBox: `${-box / 2} ${-box / 2} ${box} ${box}`, "aria-hidden": "true"});
		const counts = T.events.map((_, i) => items.filter((it) => it.type === i).length);
		out.append(svg("circle", {r: r + width / 2 + 1, fill: "#ffffff"}));
		let at = 0;
		counts.forEach((n, i) => {
			if (!n) return;
			const share = n / items.length, length = 2 * Math.PI * r;
			out.append(svg("circle", {r, fill: "none", stroke: T.events[i].fill, "stroke-width": width,
				"stroke-dasharray": `${share * length} ${length}`, "stroke-dashoffset": -at * length, transform: "rotate(-90)"}));
			at += share;
		});
		const t = svg("text", {"text-anchor": "middle", dy: ".36em", "font-size": (items.length > 99 ? 9 : 10.5) * scale, "font-weight": 700,
			fill: "#1f1f1f"});
		t.textContent = digits(items.length);
		out.append(t);
		return out;
	}

	// ---------------------------------------------------------------- map

	const map = L.map("map", {preferCanvas: true, zoomControl: false, zoomSnap: 0.5, zoomDelta: 1, minZoom: 5, maxZoom: MAX_ZOOM,
		worldCopyJump: false, attributionControl: false});
	const zoomControl = L.control.zoom({position: "bottomright"});
	L.control.scale({imperial: false, position: "bottomleft"}).addTo(map);
	for (const [name, z] of [["base", 200], ["districts", 210], ["areas", 300], ["names", 350]]) {
		map.createPane(name).style.zIndex = z;
		map.getPane(name).style.pointerEvents = "none";
	}
	const canvasBase = L.canvas({pane: "base", padding: 0.4}), canvasAreas = L.canvas({pane: "areas", padding: 0.4}),
		canvasDistricts = L.canvas({pane: "districts", padding: 0.4});
	$("map").style.background = T.neighbour;

	const dashes = (s, scale) => s.dash_mm.length ? s.dash_mm.map((d) => d * PX * scale).join(" ") : null;
	const stroke = (s, scale) => ({color: s.colour, weight: s.width_mm * PX * scale, dashArray: dashes(s, scale), opacity: 1});
	(function () {
		const options = {renderer: canvasBase, pane: "base", interactive: false, smoothFactor: 1};
		const area = (colour) => ({...options, stroke: true, weight: 0.6, color: colour, fillColor: colour, fillOpacity: 1});
		const looks = {
			neighbour: area(T.neighbour), land: area(T.land), desert: area(T.desert), irrigated: area(T.irrigated),
			sea: {...options, ...stroke(T.lake_outline, 1), fillColor: T.water, fillOpacity: 1, fill: true},
			district_border: {...options, ...stroke(T.district_border, 1), renderer: canvasDistricts, pane: "districts"},
			lake: {...options, ...stroke(T.lake_outline, 1), fillColor: T.water, fillOpacity: 1, fill: true},
			tributary: {...options, ...stroke(T.tributary, 1)}, river: {...options, ...stroke(T.river, 1)},
			road: {...options, ...stroke(T.road, 1)},
			governorate_border: {...options, ...stroke(T.governorate_border, 1)},
			country_border: {...options, ...stroke(T.country_border, 1)},
		};
		for (const f of D.base.features) {
			const p = parts(f.parts);
			if (f.role === "sea") L.polygon(p, looks.sea).addTo(map);
			else if (looks[f.role].fillColor) L.polygon(p.map((r) => [r]), looks[f.role]).addTo(map);
			else {
				if (f.role === "road") L.polyline(p, {...options, ...stroke(T.road_casing, 1)}).addTo(map);
				L.polyline(p, looks[f.role]).addTo(map);
			}
		}
	})();

	const showDistricts = () => { map.getPane("districts").style.display = map.getZoom() >= 9 ? "" : "none"; };

	const zoomStyle = () => {
		let best = T.zooms[0];
		for (const z of T.zooms) if (map.getZoom() >= z.zoom) best = z;
		return best;
	};

	// Incidents nearer than the theme's distance are one group, at its place with the most of them.
	function groups() {
		const reach = Math.max(zoomStyle().cluster_px * 1.15, 20), cells = new Map(), out = [];
		const places = new Map();
		for (const it of shown) {
			if (!it.at) continue;
			const key = it.x + "," + it.y;
			if (!places.has(key)) places.set(key, {at: it.at, items: []});
			places.get(key).items.push(it);
		}
		const sorted = [...places.values()].sort((a, b) => b.items.length - a.items.length || a.items[0].index - b.items[0].index);
		for (const p of sorted) {
			const px = map.project(p.at), cx = Math.floor(px.x / reach), cy = Math.floor(px.y / reach);
			let home = null, best = reach;
			for (let x = cx - 1; x <= cx + 1; x++) {
				for (let y = cy - 1; y <= cy + 1; y++) {
					for (const g of cells.get(x + ":" + y) || []) {
						const d = px.distanceTo(g.px);
						if (d < best) { best = d; home = g; }
					}
				}
			}
			if (home) {
				home.items.push(...p.items);
				home.places.push(p.at);
				continue;
			}
			const g = {at: p.at, px, items: p.items.slice(), places: [p.at]}, key = cx + ":" + cy;
			if (!cells.has(key)) cells.set(key, []);
			cells.get(key).push(g);
			out.push(g);
		}
		return out;
	}

	const markers = L.layerGroup().addTo(map);
	let drawn = [];
	function drawIncidents() {
		const bounds = map.getBounds().pad(0.15), scale = zoomStyle().symbol_scale;
		markers.clearLayers();
		drawn = groups();
		for (const g of drawn) {
			if (!bounds.contains(g.at)) continue;
			const one = g.items.length === 1, picture = one ? symbolOf(g.items[0], scale) : ring(g.items, scale);
			const size = Number(picture.getAttribute("width")), hit = Math.max(size, 26);
			const chosen = state.chosen && g.items.includes(state.chosen);
			const name = one ? `${label(T.events[g.items[0].type])}، ${placeName(g.items[0])} ${shortDate(g.items[0])}`
				: fill(words().cluster, {n: digits(g.items.length)});
			const marker = L.marker(g.at, {keyboard: true, title: name, alt: name, riseOnHover: true,
				zIndexOffset: chosen ? 2000 : Math.round(size),
				icon: L.divIcon({className: "incident" + (chosen ? " chosen" : ""), html: picture, iconSize: [hit, hit]})});
			marker.on("click", () => openGroup(g));
			marker.on("keypress", (e) => { if (e.originalEvent.key === "Enter") openGroup(g); });
			marker.addTo(markers);
			const e = marker.getElement();
			e.setAttribute("role", "button");
			e.setAttribute("aria-label", name);
			e.dataset.count = g.items.length;
		}
		drawNames();
	}

	function openGroup(g) {
		const bounds = L.latLngBounds(g.places);
		if (g.items.length === 1) return choose(g.items[0], null);
		if (g.places.length > 1 && map.getZoom() < MAX_ZOOM && map.getBoundsZoom(bounds.pad(0.2)) > map.getZoom())
			return map.fitBounds(bounds.pad(0.2), {maxZoom: MAX_ZOOM});
		showGroup(g.items);
	}

	// What belongs to the chosen incident, and the extents of the others when they are wanted.
	const areas = L.layerGroup().addTo(map);
	function drawAreas() {
		areas.clearLayers();
		const options = {renderer: canvasAreas, pane: "areas", interactive: false};
		const extent = (i, strong) => L.polygon(parts(D.data.extents[i]).map((r) => [r]), {...options,
			...stroke(T.extent_outline, strong ? 1.6 : 1), fill: true, fillColor: T.extent_fill.slice(0, 7), fillOpacity: strong ? 0.16 : 0.05}).addTo(areas);
		const route = (i) => {
			L.polyline(parts(D.data.routes[i]), {...options, ...stroke(T.route_casing, 1)}).addTo(areas);
			L.polyline(parts(D.data.routes[i]), {...options, ...stroke(T.route, 1)}).addTo(areas);
		};
		const seen = new Set();
		if (state.extents) {
			for (const it of shown) {
				if (it.route !== null) route(it.route);
				if (it.extent === null || seen.has(it.extent) || it.geo_precision > 2) continue;
				seen.add(it.extent);
				if (seen.size <= 150) extent(it.extent, false);
			}
		}
		const it = state.chosen;
		if (!it) return;
		if (it.extent !== null) extent(it.extent, true);
		else if (it.at && it.coordinate_uncertainty_m > 0)
			L.circle(it.at, {...options, radius: it.coordinate_uncertainty_m, ...stroke(T.extent_outline, 1.6), fillColor: T.extent_fill.slice(0, 7), fillOpacity: 0.14}).addTo(areas);
		if (it.route !== null) route(it.route);
	}

	// Names are placed by rank; one that would touch another or a symbol stays away.
	const names = L.DomUtil.create("canvas", "leaflet-zoom-hide", map.getPane("names"));
	const places = D.data.places.map((p) => ({names: {ar: p[0], en: p[1]}, at: lonLat(p[2], p[3])}));
	const settlements = D.base.settlements.map((s) => ({names: {ar: s[0], en: s[1]}, at: lonLat(s[2], s[3]), rank: s[4]}));
	const areaNames = D.base.labels.map((l) => ({kind: l[0], names: {ar: l[1], en: l[2]}, at: lonLat(l[3], l[4]), km: l[5]}));
	function drawNames() {
		const size = map.getSize(), ratio = window.devicePixelRatio || 1, zoom = map.getZoom();
		names.width = size.x * ratio;
		names.height = size.y * ratio;
		names.style.width = size.x + "px";
		names.style.height = size.y + "px";
		L.DomUtil.setPosition(names, map.containerPointToLayerPoint([0, 0]));
		const c = names.getContext("2d"), taken = [];
		c.scale(ratio, ratio);
		c.lineJoin = "round";
		c.textBaseline = "middle";
		const scale = zoomStyle().symbol_scale;
		const reachOf = (g) => g.items.length > 1 ? ringRadius(g.items.length, scale) + 3 * scale : sizeOf(g.items[0]) * PX * scale * 0.6;
		const free = (b) => b[0] > 2 && b[1] > 2 && b[2] < size.x - 2 && b[3] < size.y - 2 &&
			taken.every((t) => b[2] < t[0] || t[2] < b[0] || b[3] < t[1] || t[3] < b[1]);
		const point = (at) => map.latLngToContainerPoint(at);
		for (const g of drawn) {
			const p = point(g.at), r = reachOf(g);
			taken.push([p.x - r, p.y - r, p.x + r, p.y + r]);
		}
		function put(name, at, style, gap, centred) {
			const p = point(at);
			if (p.x < -60 || p.y < -30 || p.x > size.x + 60 || p.y > size.y + 30) return false;
			const px = style.size_pt * PT * 1.08;
			const arabic = /[\u0600-\u06ff]/.test(name);
			c.font = `${style.italic && !arabic ? "italic " : ""}${style.bold ? 600 : 400} ${px}px ${fonts}`;
			c.letterSpacing = arabic ? "0px" : `${style.spacing_em * px}px`; // Arabic letters stay joined
			c.direction = arabic ? "rtl" : "ltr";
			const w = c.measureText(name).width, h = px * 1.35;
			const spots = centred ? [[0, 0, "center"]] : [[gap, 0, "left"], [-gap, 0, "right"], [0, -gap - h / 2, "center"], [0, gap + h / 2, "center"]];
			for (const [dx, dy, align] of spots) {
				const x = p.x + dx, y = p.y + dy, left = align === "left" ? x : align === "right" ? x - w : x - w / 2;
				const box = [left - 2, y - h / 2, left + w + 2, y + h / 2];
				if (!free(box)) continue;
				taken.push(box);
				c.textAlign = "left";
				c.strokeStyle = style.halo;
				c.lineWidth = style.halo_mm * PX * 2;
				c.strokeText(name, left, y);
				c.fillStyle = style.colour;
				c.fillText(name, left, y);
				return true;
			}
			return false;
		}
		function dot(at, r) {
			const p = point(at);
			c.beginPath();
			c.arc(p.x, p.y, r, 0, 2 * Math.PI);
			c.fillStyle = T.settlement_fill;
			c.fill();
			c.lineWidth = 1;
			c.strokeStyle = T.settlement_stroke;
			c.stroke();
		}
		const by = (g) => (state.lang === "ar" ? g.items[0].location_ar || g.items[0].location : g.items[0].location || g.items[0].location_ar);
		const written = new Set();
		if (zoom >= 7) {
			for (const g of drawn.slice(0, 400)) {
				const same = g.items.every((it) => it.place === g.items[0].place);
				const name = by(g), gap = reachOf(g) + 3;
				if (name && same && put(name, g.at, T.labels.incident, gap)) written.add(name);
			}
		}
		for (const a of areaNames) {
			const want = {country: zoom < 9, home: zoom < 6, sea: true,
				governorate: zoom >= 6 && zoom < 10 && a.km * 2 ** zoom / 128 > 60}; // a kilometre is 2^zoom / 128 pixels at 35 degrees
			if (want[a.kind] ?? zoom >= 8) put(a.names[state.lang], a.at, T.labels[a.kind === "home" ? "country" : a.kind], 0, true);
		}
		const least = zoom < 6.5 ? 5 : zoom < 8 ? 4 : zoom < 9.5 ? 3 : 2;
		const bounds = map.getBounds();
		for (const s of settlements) {
			if (s.rank < least || !bounds.contains(s.at) || written.has(s.names[state.lang])) continue;
			if (put(s.names[state.lang], s.at, s.rank >= 5 ? T.labels.city : s.rank === 4 ? T.labels.town : T.labels.settlement, 5)) dot(s.at, s.rank >= 4 ? 2.6 : 2);
		}
		if (state.mentioned) {
			for (const p of places) {
				if (!bounds.contains(p.at)) continue;
				dot(p.at, 2.2);
				if (zoom >= 8) put(p.names[state.lang], p.at, T.labels.mentioned, 5);
			}
		}
	}

	map.on("moveend zoomend resize", () => { showDistricts(); drawIncidents(); saveHash(); });

	// ---------------------------------------------------------------- panel

	const placeName = (it) => (state.lang === "ar" ? it.location_ar || it.location : it.location || it.location_ar) || words().geo_0;

	function tollText(it) {
		const w = words(), out = [];
		const range = (best, low, high) => best === null ? (low !== null || high !== null ? `${low ?? "?"}–${high ?? "?"}` : null)
			: low !== null && high !== null && low !== high ? `${best} (${low}–${high})` : best;
		const killed = range(it.fatalities, it.fatalities_low, it.fatalities_high);
		if (killed !== null) out.push(`${w.killed}: ${digits(killed)}`);
		if (it.injuries !== null) out.push(`${w.wounded}: ${digits(it.injuries)}`);
		if (it.casualties_joint !== null) out.push(`${w.joint}: ${digits(it.casualties_joint)}`);
		return out.join(text("list_separator"));
	}

	function item(it) {
		const b = element("button", {type: "button", class: "item" + (it === state.chosen ? " chosen" : "")}, symbolOf(it, 0.9),
			element("span", {class: "place", dir: "auto"}, placeName(it)), element("span", {class: "day"}, shortDate(it)),
			element("span", {class: "what", dir: "auto"}, [label(T.events[it.type]), tollText(it)].filter(Boolean).join(" · ")));
		b.dataset.id = it.event_id;
		b.onclick = () => choose(it, null, true);
		return b;
	}

	function showList() {
		const w = words();
		$("list-title").textContent = `${w.list}: ${digits(shown.length)}` +
			(shown.length < incidents.length ? ` ${w.of} ${digits(incidents.length)}` : "");
		$("reset").hidden = shown.length === incidents.length && !state.query;
		$("list").replaceChildren(...shown.slice(0, state.listed).map((it) => element("li", {}, item(it))));
		if (!shown.length) $("list").append(element("li", {class: "sub"}, w.none));
		$("more").hidden = shown.length <= state.listed;
		$("more").textContent = w.more;
	}

	function choice(id, checked, picture, name, count, change) {
		const box = element("input", {type: "checkbox", id, checked});
		box.onchange = () => change(box.checked);
		return element("label", {class: "choice" + (count === 0 ? " empty" : "")}, box, picture && element("span", {class: "picture"}, picture), element("span", {class: "name"}, name),
			count === null ? null : element("span", {class: "count"}, digits(count)));
	}

	function keepFocus(host, build) {
		const id = host.contains(document.activeElement) ? document.activeElement.id : null;
		build();
		if (id && $(id)) $(id).focus();
	}

	function showTypes(counts) {
		keepFocus($("types"), () => {
			$("types").replaceChildren(element("legend", {}, words().types), ...T.events.map((e, i) => choice("type-" + i, state.types[i],
				symbol(e, 3.6, 1, false, 1), label(e), counts[i], (on) => { state.types[i] = on; state.listed = LIST_STEP; refresh(); })));
		});
	}

	function showSwitches() {
		const w = words(), past = incidents.filter((it) => it.background).length, undated = incidents.length - dated.length;
		const row = (key, name, count, areasOnly) => choice("show-" + key, state[key], null, name, count, (on) => {
			state[key] = on;
			if (areasOnly) { drawAreas(); drawNames(); saveHash(); } else refresh();
		});
		const rows = [];
		if (past) rows.push(row("background", w.background, past));
		if (undated) rows.push(row("undated", w.undated, undated));
		if (D.data.extents.length || D.data.routes.length) rows.push(row("extents", w.extents, null, true));
		if (places.length) rows.push(row("mentioned", w.mentioned, places.length, true));
		$("shown").replaceChildren(element("legend", {}, w.shown), ...rows);
		$("shown").hidden = !rows.length;
	}

	// ---------------------------------------------------------------- time

	function showHistogram(terms) {
		$("timeline").hidden = bins.length < 2;
		if (bins.length < 2) return;
		const counts = bins.map(() => 0);
		let k = 0;
		for (const it of byNewest.slice().reverse()) {
			if (it.from === null || !matches(it, terms, "time")) continue;
			while (k < bins.length - 1 && bins[k].until < it.from) k++;
			counts[k]++;
		}
		const top = Math.max(1, ...counts), h = $("histogram");
		h.setAttribute("viewBox", `0 0 ${bins.length} 1`);
		h.replaceChildren(...counts.map((n, i) => svg("rect", {x: (state.lang === "ar" ? bins.length - 1 - i : i) + 0.08, width: 0.84,
			y: 1 - n / top, height: n / top, class: i >= state.from && i <= state.to ? "in" : ""})));
		for (const [id, key] of [["time-from", "from"], ["time-to", "to"]]) {
			$(id).max = bins.length - 1;
			$(id).value = state[key];
			$(id).setAttribute("aria-label", words()[key]);
			$(id).setAttribute("aria-valuetext", dayText(key === "from" ? bins[state.from].from : bins[state.to].until));
		}
		$("time-to").style.zIndex = state.to === 0 ? 2 : 1;
		$("time-from").style.zIndex = state.from >= bins.length - 1 ? 3 : 1;
	}

	function showTimeText() {
		if (bins.length < 2) return;
		$("time-text").textContent = wholeTime() ? words().all_time : periodText(bins[state.from].from, bins[state.to].until);
		$("play").textContent = timer ? words().pause : words().play;
	}

	let timer = null;
	function stop() {
		clearInterval(timer);
		timer = null;
	}
	function play() {
		if (timer) { stop(); return showTimeText(); }
		let width = state.to - state.from;
		if (wholeTime() || state.to >= bins.length - 1) {
			if (wholeTime()) width = Math.max(0, Math.round(bins.length / 12) - 1);
			state.from = 0;
			state.to = width;
		}
		timer = setInterval(() => {
			if (state.to >= bins.length - 1) { stop(); return showTimeText(); }
			state.from++;
			state.to++;
			refresh();
		}, 700);
		refresh();
	}

	// ---------------------------------------------------------------- card

	function showCard(...content) {
		$("card").replaceChildren(...content);
		$("card").hidden = false;
		$("card").scrollTop = 0;
		$("card").focus({preventScroll: true});
	}

	function closeCard() {
		$("card").hidden = true;
		state.chosen = state.group = null;
		drawAreas();
		drawIncidents();
		showList();
		saveHash();
	}

	function bar(middle, ...buttons) {
		const close = element("button", {type: "button", id: "close"}, "✕");
		close.setAttribute("aria-label", words().close);
		close.onclick = closeCard;
		return element("div", {class: "bar"}, ...buttons, element("span", {class: "step"}, middle), close);
	}

	function button(name, act) {
		const b = element("button", {type: "button"}, name);
		b.onclick = act;
		return b;
	}

	function showGroup(items) {
		state.group = items;
		state.chosen = null;
		showCard(bar(`${digits(items.length)} ${words().here}`), element("p", {class: "kind", dir: "auto"}, placeName(items[0])),
			element("ol", {}, ...items.slice(0, 200).map((it) => {
				const li = element("li", {}, item(it));
				li.firstChild.onclick = () => choose(it, items);
				return li;
			})));
		drawAreas();
	}

	function sourceLine(source) {
		const a = articles.get(source), name = a && (a.title || a.outlet) ? [a.outlet, a.title].filter(Boolean).join(": ") : source;
		if (!a || !/^https?:\/\//i.test(a.url || "")) return element("div", {dir: "auto"}, name);
		return element("div", {dir: "auto"}, element("a", {href: a.url, rel: "noopener noreferrer", target: "_blank"}, name));
	}

	function details(it) {
		const w = words(), out = [];
		const row = (name, ...content) => out.push(element("dt", {}, name), element("dd", {}, ...content));
		row(w.when, dateText(it), it.time_precision > 1 && it.from !== null ? element("small", {}, it.time_precision === 2 ? w.week : w.month) : null);
		const admin = [it.admin2, it.admin1].filter((a, i, all) => a && all.indexOf(a) === i).join(text("list_separator"));
		const km = it.coordinate_uncertainty_m > 0 ? fill(w.uncertainty, {km: digits(Math.max(1, Math.round(it.coordinate_uncertainty_m / 1000)))}) : null;
		row(w.where, element("span", {dir: "auto"}, placeName(it)), admin ? element("small", {dir: "auto"}, admin) : null,
			element("small", {dir: "auto"}, [it.at ? w["geo_" + (it.geo_precision || 3)] : w.geo_0, km].filter(Boolean).join(text("list_separator"))));
		const sides = [it.actor1, it.actor2].filter(Boolean), others = (it.actors || []).filter((a) => !sides.includes(a));
		if (sides.length || others.length)
			row(w.who, ...[...sides, ...others].map((a) => element("div", {dir: "auto"}, a)));
		row(w.toll, tollText(it) || w.unstated, it.casualty_text ? element("small", {dir: "auto"}, `«${it.casualty_text}»`) : null);
		const meter = element("span", {class: "meter"}, element("i", {style: `width:${Math.round(100 * (it.confidence ?? 0))}%`}));
		if (it.confidence !== null) row(w.confidence, meter, ` ${digits(Math.round(100 * it.confidence))}%`);
		if (it.review_status && it.review_status !== "unreviewed") row(w.review, w.reviews[it.review_status] || it.review_status);
		row(w.source, ...(it.sources || []).map(sourceLine));
		return element("dl", {}, ...out);
	}

	function choose(it, group, fly) {
		const w = words();
		state.chosen = it;
		if (group !== undefined) state.group = group;
		const at = shown.indexOf(it), head = [];
		if (state.group) head.push(button(w.back, () => showGroup(state.group)));
		if (at > 0) head.push(button(w.previous, () => choose(shown[at - 1], null, true)));
		if (at >= 0 && at < shown.length - 1) head.push(button(w.next, () => choose(shown[at + 1], null, true)));
		showCard(bar(at >= 0 ? `${digits(at + 1)} / ${digits(shown.length)}` : "", ...head),
			element("div", {class: "kind"}, symbolOf(it, 1.1), element("span", {}, label(T.events[it.type]))),
			element("div", {class: "sub"}, w.sub_types[it.sub_event_type] || it.sub_event_type || ""),
			it.background ? element("div", {class: "past"}, w.past) : "", details(it),
			element("blockquote", {dir: "auto", title: w.evidence}, it.evidence || ""));
		document.body.classList.remove("panel-open");
		drawAreas();
		if (fly && it.at) {
			const zoom = Math.max(map.getZoom(), it.geo_precision === 1 ? 10 : 8);
			const card = $("card").getBoundingClientRect(), size = map.getSize(), narrow = size.x < 760;
			const shift = narrow ? [0, card.height / 2] : [(document.documentElement.dir === "rtl" ? 1 : -1) * card.width / 2, 0];
			map.setView(map.unproject(map.project(it.at, zoom).add(shift), zoom), zoom, {animate: false});
		}
		drawIncidents();
		showList();
		saveHash();
	}

	// ---------------------------------------------------------------- address, language, start

	let restoring = true;
	function saveHash() {
		if (restoring) return;
		const c = map.getCenter(), h = [["map", `${map.getZoom()}/${c.lat.toFixed(4)}/${c.lng.toFixed(4)}`], ["lang", state.lang]];
		if (state.query) h.push(["q", state.query]);
		if (state.types.includes(false)) h.push(["types", state.types.map((on) => on ? 1 : 0).join("")]);
		if (!wholeTime() && bins.length) h.push(["time", `${bins[state.from].from}-${bins[state.to].until}`]);
		if (!state.background) h.push(["past", "0"]);
		if (state.chosen) h.push(["incident", state.chosen.event_id]);
		history.replaceState(null, "", "#" + h.map(([k, v]) => k + "=" + encodeURIComponent(v)).join("&"));
	}

	function loadHash() {
		const h = new Map(location.hash.slice(1).split("&").filter(Boolean).map((p) => {
			const i = p.indexOf("=");
			try { return [p.slice(0, i), decodeURIComponent(p.slice(i + 1))]; } catch (_) { return [p, ""]; }
		}));
		if (W[h.get("lang")]) state.lang = h.get("lang");
		state.query = h.get("q") || "";
		if (/^[01]+$/.test(h.get("types") || "")) state.types = T.events.map((_, i) => h.get("types")[i] !== "0");
		const time = /^(-?\d+)-(-?\d+)$/.exec(h.get("time") || "");
		if (time && bins.length) {
			state.from = Math.max(0, bins.findIndex((b) => b.until >= Number(time[1])));
			const last = bins.filter((b) => b.from <= Number(time[2])).length - 1;
			state.to = Math.max(state.from, last);
		}
		if (h.get("past") === "0") state.background = false;
		return {view: /^([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(h.get("map") || ""), incident: incidents.find((it) => it.event_id === h.get("incident"))};
	}

	function showWords() {
		const w = words(), root = document.documentElement;
		root.lang = state.lang;
		root.dir = state.lang === "ar" ? "rtl" : "ltr";
		const title = D.title || text(incidents.length ? "title" : "title_places");
		document.title = $("title").textContent = title;
		const period = D.first_day ? [periodText(day(D.first_day), day(D.last_day))] : [];
		let killed = 0;
		for (const it of incidents) killed += it.fatalities ?? 0;
		const facts = [...period, `${text("incidents")}: ${digits(D.incidents)}`, `${text("fatalities")}: ${digits(killed)}`,
			`${text("articles")}: ${digits(D.articles)}`];
		$("summary").textContent = incidents.length < D.incidents ? facts.filter((_, i) => i !== facts.length - 2).join(" · ") : facts.join(" · ");
		$("language-button").textContent = w.language;
		$("language-button").lang = state.lang === "ar" ? "en" : "ar";
		$("panel-button").textContent = w.panel;
		$("search").placeholder = w.search;
		$("search").setAttribute("aria-label", w.search);
		$("reset").textContent = w.reset;
		zoomControl.remove();
		zoomControl.options.zoomInTitle = w.zoom_in;
		zoomControl.options.zoomOutTitle = w.zoom_out;
		zoomControl.setPosition(root.dir === "rtl" ? "bottomleft" : "bottomright").addTo(map);
		const unlocated = incidents.filter((it) => !it.at).length, notes = [];
		if (incidents.length < D.incidents) notes.push(fill(w.truncated, {n: digits(incidents.length), total: digits(D.incidents)}));
		if (unlocated) notes.push(fill(w.unlocated, {n: digits(unlocated)}));
		if (!incidents.length) notes.push(text(places.length ? "no_incidents" : "nothing"));
		notes.push(text("unverified"), text("precision_note"), text("disclaimer"), text("base_data") + ". Leaflet.",
			`${text("made_with")} ${D.version}`);
		$("notes").replaceChildren(...notes.map((n) => element("p", {dir: "auto"}, n)));
		showSwitches();
	}

	function wire() {
		let wait = null;
		$("search").oninput = () => {
			clearTimeout(wait);
			wait = setTimeout(() => { state.query = $("search").value; state.listed = LIST_STEP; refresh(); drawAreas(); }, 120);
		};
		$("more").onclick = () => { state.listed += LIST_STEP; showList(); };
		$("reset").onclick = () => {
			Object.assign(state, {query: "", types: T.events.map(() => true), background: true, undated: true, from: 0, to: Math.max(0, bins.length - 1)});
			$("search").value = "";
			stop();
			showSwitches();
			refresh();
			drawAreas();
		};
		$("time-from").oninput = () => { state.from = Math.min(Number($("time-from").value), state.to); stop(); refresh(); drawAreas(); };
		$("time-to").oninput = () => { state.to = Math.max(Number($("time-to").value), state.from); stop(); refresh(); drawAreas(); };
		$("play").onclick = play;
		$("panel-button").onclick = () => {
			const open = document.body.classList.toggle("panel-open");
			$("panel-button").setAttribute("aria-expanded", String(open));
		};
		$("language-button").onclick = () => {
			state.lang = state.lang === "ar" ? "en" : "ar";
			showWords();
			refresh();
			if (state.chosen) choose(state.chosen);
			else if (state.group) showGroup(state.group);
		};
		document.addEventListener("keydown", (e) => {
			if (e.key === "Escape" && !$("card").hidden) closeCard();
			if (e.key === "/" && document.activeElement !== $("search")) { e.preventDefault(); $("search").focus(); }
		});
		map.on("click", () => document.body.classList.remove("panel-open"));
	}

	const fonts = T.fonts.split(",").map((f) => `"${f.trim()}"`).join(", ") + ', "Segoe UI", Tahoma, Arial, sans-serif';
	document.documentElement.style.setProperty("--fonts", fonts);
	document.documentElement.style.setProperty("--accent", T.accent);
	for (const it of incidents) it.place = it.x + "," + it.y;
	const start = loadHash();
	$("search").value = state.query;
	const located = incidents.filter((it) => it.at && it.geo_precision < 3).map((it) => it.at);
	const all = located.length ? located : incidents.filter((it) => it.at).map((it) => it.at);
	if (start.view) map.setView([Number(start.view[2]), Number(start.view[3])], Number(start.view[1]));
	else if (all.length) map.fitBounds(L.latLngBounds(all).pad(0.12), {maxZoom: 10, animate: false});
	else map.setView([34.9, 39.0], 7);
	showWords();
	wire();
	refresh();
	drawAreas();
	restoring = false;
	if (start.incident) choose(start.incident, null, !start.view);
	document.documentElement.dataset.ready = "yes";
})();
