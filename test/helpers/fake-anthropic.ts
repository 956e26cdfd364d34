import type {IncomingMessage, ServerResponse} from 'node:http';
import {setTimeout as pause} from 'node:timers/promises';
import {serve} from './serve.js';

/** What the model does with the next request that fits: says something, or uses a tool. */
export type Step = {
	readonly text?: string;
	readonly bash?: string;
	readonly tool?: {readonly name: string; readonly input: object};
	readonly delayMs?: number;
	/** Refuses the request, with this status of HTTP. */
	readonly refuses?: number;
};

type Body = {
	readonly stream?: boolean;
	readonly model?: string;
	readonly system?: unknown;
	readonly tools?: readonly unknown[];
	readonly messages?: ReadonlyArray<{readonly role: string; readonly content: unknown}>;
};

type Block = Readonly<Record<string, unknown>>;

/**
A stand-in for the Messages API of Claude Code's vendor: it answers as it is told, in order, and remembers every request in which the
client offered its tools. Where it was told nothing it says "FAKE-REPLY".
*/
export const startFakeAnthropic = async () => {
	const requests: Body[] = [];
	const steps: Step[] = [];

	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const body = JSON.parse((await textOf(request)) || '{}') as Body;
		const {pathname} = new URL(request.url ?? '/', 'http://fake');
		if (!pathname.endsWith('/messages') || request.method !== 'POST') {
			const isCount = pathname.endsWith('/count_tokens');
			response.writeHead(isCount || request.method === 'HEAD' ? 200 : 404, {'content-type': 'application/json'});
			response.end(JSON.stringify(isCount ? {input_tokens: 42} : {}));
			return;
		}

		// Titles, summaries and the like offer no tools.
		if ((body.tools ?? []).length === 0) {
			write(response, body, [{type: 'text', text: 'A title'}]);
			return;
		}

		requests.push(body);
		const step = steps.shift() ?? {text: 'FAKE-REPLY'};
		await pause(step.delayMs ?? 0);
		if (step.refuses !== undefined) {
			response.writeHead(step.refuses, {'content-type': 'application/json'});
			response.end('{"type":"error","error":{"type":"invalid_request_error","message":"the model says no"}}');
			return;
		}

		write(response, body, blocksOf(step, requests.length));
	};

	const url = await serve(answer);

	return {
		url,
		/** What it will do, one step for each request. */
		script: (...next: readonly Step[]) => {
			steps.push(...next);
		},
		/** The conversation of each request that offered tools, as JSON. */
		conversations: () => requests.map(({messages = []}) => JSON.stringify(messages)),
		/** What is new in each of them: all behind the last answer of the model. */
		turns: () => requests.map(({messages = []}) => JSON.stringify(messages.slice(lastAnswer(messages)))),
		/** What the model is told before everything, in each of them. */
		systems: () => requests.map(({system}) => JSON.stringify(system)),
	};
};

export type FakeModel = Awaited<ReturnType<typeof startFakeAnthropic>>;

const lastAnswer = (messages: NonNullable<Body['messages']>): number =>
	messages.map(({role}) => role).lastIndexOf('assistant') + 1;

const blocksOf = ({text, bash, tool}: Step, number: number): readonly Block[] => {
	const used = bash === undefined ? tool : {name: 'Bash', input: {command: bash, description: 'as told'}};
	return [
		...(text === undefined ? [] : [{type: 'text', text}]),
		...(used === undefined ? [] : [{type: 'tool_use', id: `toolu_fake_${number}`, ...used}]),
	];
};

const write = (response: ServerResponse, {stream, model}: Body, blocks: readonly Block[]): void => {
	const stop_reason = blocks.some(({type}) => type === 'tool_use') ? 'tool_use' : 'end_turn';
	const usage = {input_tokens: 10, output_tokens: 5, cache_creation_input_tokens: 0, cache_read_input_tokens: 0};
	const message = {id: 'msg_fake', type: 'message', role: 'assistant', model, stop_sequence: null, usage};
	if (stream !== true) {
		response.writeHead(200, {'content-type': 'application/json'});
		response.end(JSON.stringify({...message, content: blocks, stop_reason}));
		return;
	}

	response.writeHead(200, {'content-type': 'text/event-stream'});
	const say = (type: string, data: object) =>
		response.write(`event: ${type}\ndata: ${JSON.stringify({type, ...data})}\n\n`);
	say('message_start', {message: {...message, content: [], stop_reason: null}});
	for (const [index, block] of blocks.entries()) {
		const [empty, delta] =
			block.type === 'text'
				? [
						{type: 'text', text: ''},
						{type: 'text_delta', text: block.text},
					]
				: [
						{...block, input: {}},
						{type: 'input_json_delta', partial_json: JSON.stringify(block.input)},
					];
		say('content_block_start', {index, content_block: empty});
		say('content_block_delta', {index, delta});
		say('content_block_stop', {index});
	}

	say('message_delta', {delta: {stop_reason, stop_sequence: null}, usage: {output_tokens: 5}});
	say('message_stop', {});
	response.end();
};

const textOf = async (request: IncomingMessage): Promise<string> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) {
		chunks.push(chunk);
	}

	return Buffer.concat(chunks).toString();
};
