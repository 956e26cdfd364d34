import type {IncomingMessage, ServerResponse} from 'node:http';
import {setTimeout as pause} from 'node:timers/promises';
import {serve} from './serve.js';

/** What the model does with the next request: says something, or calls a tool. */
export type ResponsesStep = {
	readonly text?: string;
	readonly tool?: {readonly name: string; readonly input: object};
	readonly delayMs?: number;
	/** Refuses the request, with this status of HTTP. */
	readonly refuses?: number;
};

type Item = Readonly<Record<string, unknown>> & {readonly type?: string; readonly role?: string};

type Body = {
	readonly model?: string;
	readonly tools?: readonly unknown[];
	readonly input?: readonly Item[];
};

/**
A stand-in for the Responses API of Codex's vendor: it answers as it is told, in order, and remembers every request in which the client
offered its tools. Where it was told nothing it says "FAKE-REPLY".
*/
export const startFakeResponses = async () => {
	const requests: Body[] = [];
	const steps: ResponsesStep[] = [];

	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const text = await textOf(request);
		const {pathname} = new URL(request.url ?? '/', 'http://fake');
		if (!pathname.endsWith('/responses') || request.method !== 'POST') {
			response.writeHead(pathname.endsWith('/models') ? 200 : 404, {'content-type': 'application/json'});
			response.end(JSON.stringify({object: 'list', data: [], models: []}));
			return;
		}

		const body = JSON.parse(text) as Body;
		// Titles and the like offer no tools.
		if ((body.tools ?? []).length === 0) {
			write(response, body, {text: 'A title'}, 'title');
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

		write(response, body, step, String(requests.length));
	};

	const url = await serve(answer);

	return {
		url: `${url}/v1`,
		/** What it will do, one step for each request. */
		script: (...next: readonly ResponsesStep[]) => {
			steps.push(...next);
		},
		/** The conversation of each request that offered tools, as JSON. */
		conversations: () => requests.map(({input = []}) => JSON.stringify(input)),
		/** What is new in each of them: all behind the last thing that the model did. */
		turns: () => requests.map(({input = []}) => input.slice(lastDeed(input))),
	};
};

const lastDeed = (input: readonly Item[]): number =>
	input.findLastIndex(({role, type}) => role === 'assistant' || type === 'function_call') + 1;

const write = (response: ServerResponse, {model}: Body, {text, tool}: ResponsesStep, number: string): void => {
	const items = [
		...(text === undefined
			? []
			: [
					{
						...{type: 'message', id: `msg_${number}`, role: 'assistant', status: 'completed'},
						content: [{type: 'output_text', text, annotations: []}],
					},
				]),
		...(tool === undefined
			? []
			: [
					{
						...{type: 'function_call', id: `fc_${number}`, call_id: `call_${number}`, status: 'completed'},
						...{name: tool.name, arguments: JSON.stringify(tool.input)},
					},
				]),
	];
	const usage = {
		...{input_tokens: 10, output_tokens: 5, total_tokens: 15},
		...{input_tokens_details: {cached_tokens: 0}, output_tokens_details: {reasoning_tokens: 0}},
	};
	const done = {id: `resp_${number}`, object: 'response', status: 'completed', model, output: items, usage};

	response.writeHead(200, {'content-type': 'text/event-stream'});
	let sequence_number = 0;
	const say = (type: string, data: object) => {
		response.write(`event: ${type}\ndata: ${JSON.stringify({type, sequence_number, ...data})}\n\n`);
		sequence_number += 1;
	};
	say('response.created', {response: {...done, status: 'in_progress', output: []}});
	for (const [output_index, item] of items.entries()) {
		say('response.output_item.added', {output_index, item});
		say('response.output_item.done', {output_index, item});
	}

	say('response.completed', {response: done});
	response.end();
};

const textOf = async (request: IncomingMessage): Promise<string> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) {
		chunks.push(chunk);
	}

	return Buffer.concat(chunks).toString();
};
