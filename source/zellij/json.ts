/** The objects in a JSON list that zellij printed; `undefined` for what is no list. */
export const readRows = (text: string): ReadonlyArray<Readonly<Record<string, unknown>>> | undefined => {
	const list = readJson(text);
	return Array.isArray(list) ? list.filter(isRecord) : undefined;
};

/** `undefined` for what is no JSON. */
export const readJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch (error) {
		if (error instanceof SyntaxError) {
			return undefined;
		}

		throw error;
	}
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
