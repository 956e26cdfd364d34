/** One request that a desktop server had, and what its answer cost. */
type AskedOnce = {
	readonly method: string;
	/** With its query. */
	readonly path: string;
	/** `GET /api/sessions/:id`; `undefined` where there is no such route. */
	readonly route: string | undefined;
	readonly body: unknown;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly status: number;
	/** Of the answer's body, as it went over the line. */
	readonly bytes: number;
};

/** What went over the line, so that the cost of a picture can be measured. */
export const createWiretap = () => {
	let asked: AskedOnce[] = [];
	let frames = {sent: 0, bytes: 0, dropped: 0};

	return {
		hear(one: AskedOnce) {
			asked.push(one);
		},
		sent(bytes: number) {
			frames.sent += 1;
			frames.bytes += bytes;
		},
		dropped() {
			frames.dropped += 1;
		},
		/** Every request, in order. */
		asked: (): readonly AskedOnce[] => asked,
		/** How often a route was asked: `GET /api/sessions/:id`. Without one, how often anything was. */
		count: (route?: string): number => asked.filter(one => route === undefined || one.route === route).length,
		/** Of all bodies of answers, or of those of one route. */
		bodyBytes: (route?: string): number =>
			asked.filter(one => route === undefined || one.route === route).reduce((sum, {bytes}) => sum + bytes, 0),
		/** Frames of the event channel: those that went to a client, their bytes, and those that one should have had and did not get. */
		frames: () => ({...frames}),
		/** Counts from here. */
		reset() {
			asked = [];
			frames = {sent: 0, bytes: 0, dropped: 0};
		},
	};
};

export type Wiretap = ReturnType<typeof createWiretap>;
