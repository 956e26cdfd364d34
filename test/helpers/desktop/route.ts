/** A request, as a handler sees it. */
export type Asked = {
	readonly params: Readonly<Record<string, string>>;
	readonly query: Readonly<Record<string, string>>;
	readonly body: unknown;
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** From where it came. */
	readonly address: string;
};

const mark = Symbol('answer');

export type Answer = {
	readonly [mark]: true;
	readonly status: number;
	readonly body: unknown;
	readonly headers: Readonly<Record<string, string>>;
};

export const answer = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
	[mark]: true,
	status,
	body,
	headers,
});

export const isAnswer = (result: unknown): result is Answer =>
	typeof result === 'object' && result !== null && mark in result;

export const created = (body: unknown): Answer => answer(201, body);

/** What is not an `Answer` is the body of a 200. What is thrown as `Refused` is answered as it says. */
export type Handler = (asked: Asked) => unknown;

export type Route = {
	readonly name: string;
	readonly method: string;
	readonly match: (path: string) => Readonly<Record<string, string>> | undefined;
	readonly handle: Handler;
};

/** A route by its name, such as `GET /api/sessions/:id`. */
export const on = (name: string, handle: Handler): Route => {
	const [method = '', path = ''] = name.split(' ');
	const names = path.match(/(?<=:)\w+/g) ?? [];
	const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '([^/]+)')}$`);
	return {
		name,
		method,
		match(asked) {
			const values = pattern.exec(asked)?.slice(1);
			return values === undefined
				? undefined
				: Object.fromEntries(names.map((each, index) => [each, decodeURIComponent(values[index] ?? '')]));
		},
		handle,
	};
};
