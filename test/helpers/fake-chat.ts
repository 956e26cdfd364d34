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

type Item = {readonly role: string; readonly content: unknown};

type Body = {
	readonly stream?: boolean;
	readonly model?: string;
	readonly tools?: readonly unknown[];
	readonly messages?: readonly Item[];
};

/**
A stand-in for an API of chat completions: it answers as it is told, in order, and remembers every request in which the client offered
its tools. Where it was told nothing it says "FAKE-REPLY".
*/
export const startFakeChat = async () => {
	const requests: Body[] = [];
	const steps: Step[] = [];

	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const body = JSON.parse((await textOf(request)) || '{}') as Body;
		if (request.method !== 'POST' || request.url?.endsWith('/chat/completions') !== true) {
			response.writeHead(404).end();
			return;
		}

		// Titles and summaries offer no tools.
		if ((body.tools ?? []).length === 0) {
			write(response, body, {text: 'A title'}, 0);
			return;
		}

		requests.push(body);
		const number = requests.length;
		const step = steps.shift() ?? {text: 'FAKE-REPLY'};
		await pause(step.delayMs ?? 0);
		if (step.refuses !== undefined) {
			response.writeHead(step.refuses, {'content-type': 'application/json'});
			response.end('{"type":"error","error":{"type":"invalid_request_error","message":"the model says no"}}');
			return;
		}

		write(response, body, step, number);
	};

	const url = await serve(answer);

	const conversations = () => requests.map(({messages = []}) => messages);
	return {
		url: `${url}/v1`,
		/** What it will do, one step for each request. */
		script: (...next: readonly Step[]) => {
			steps.push(...next);
		},
		/** The conversation of each request that offered tools, as JSON. */
		conversations: () => conversations().map(items => JSON.stringify(items)),
		/** What is new in each of them: all behind the last answer of the model. */
		turns: () => conversations().map(items => JSON.stringify(items.slice(lastAnswer(items)))),
	};
};

const lastAnswer = (items: readonly Item[]): number => items.map(({role}) => role).lastIndexOf('assistant') + 1;

const write = (response: ServerResponse, {stream, model}: Body, {text, bash, tool}: Step, number: number): void => {
	const used = bash === undefined ? tool : {name: 'bash', input: {command: bash, description: 'as told'}};
	const call = {name: used?.name, arguments: JSON.stringify(used?.input)};
	const tool_calls =
		used === undefined ? undefined : [{index: 0, id: `call_${number}`, type: 'function', function: call}];
	const finish_reason = used === undefined ? 'stop' : 'tool_calls';
	const about = {id: `chat_${number}`, created: 1, model};
	const usage = {prompt_tokens: 10, completion_tokens: 5, total_tokens: 15};
	if (stream !== true) {
		const message = {role: 'assistant', content: text ?? null, tool_calls};
		response.writeHead(200, {'content-type': 'application/json'});
		response.end(
			JSON.stringify({...about, object: 'chat.completion', usage, choices: [{index: 0, finish_reason, message}]}),
		);
		return;
	}

	response.writeHead(200, {'content-type': 'text/event-stream'});
	const say = (data: object) =>
		response.write(`data: ${JSON.stringify({...about, object: 'chat.completion.chunk', ...data})}\n\n`);
	const delta = {role: 'assistant', content: text ?? '', tool_calls};
	say({choices: [{index: 0, delta, finish_reason: null}]});
	say({choices: [{index: 0, delta: {}, finish_reason}]});
	say({choices: [], usage});
	response.end('data: [DONE]\n\n');
};

const textOf = async (request: IncomingMessage): Promise<string> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) {
		chunks.push(chunk);
	}

	return Buffer.concat(chunks).toString();
};
