import type {IncomingMessage, ServerResponse} from 'node:http';
import {setTimeout as pause} from 'node:timers/promises';
import type {Step} from './fake-anthropic.js';
import {serve} from './serve.js';

type Part = Readonly<Record<string, unknown>>;

type Body = {
	readonly tools?: ReadonlyArray<{readonly functionDeclarations?: readonly unknown[]}>;
	readonly contents?: ReadonlyArray<{readonly role: string; readonly parts: readonly Part[]}>;
};

/**
A stand-in for the model of Gemini CLI's vendor: it answers as it is told, in order, and remembers every request in which the client
offered its tools. Where it was told nothing it says "FAKE-REPLY".
*/
export const startFakeGemini = async () => {
	const requests: Body[] = [];
	const steps: Step[] = [];

	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const body = JSON.parse((await textOf(request)) || '{}') as Body;
		const [, how] = /:(streamGenerateContent|generateContent)$/.exec(pathOf(request)) ?? [];
		if (how === undefined) {
			response.writeHead(200, {'content-type': 'application/json'});
			response.end('{"totalTokens":10}');
			return;
		}

		// The client asks which model is to answer, and the like, without its tools.
		if (!(body.tools ?? []).some(({functionDeclarations = []}) => functionDeclarations.length > 0)) {
			write(response, how, [{text: '{"complexity_reasoning":"none","complexity_score":1,"model_choice":"flash"}'}]);
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

		write(response, how, partsOf(step));
	};

	const url = await serve(answer);

	return {
		url,
		/** What it will do, one step for each request. */
		script: (...next: readonly Step[]) => {
			steps.push(...next);
		},
		/** The conversation of each request that offered tools, as JSON. */
		conversations: () => requests.map(({contents = []}) => JSON.stringify(contents)),
		/** What is new in each of them: all behind the last answer of the model. */
		turns: () => requests.map(({contents = []}) => JSON.stringify(contents.slice(lastAnswer(contents)))),
	};
};

const pathOf = ({url = '/'}: IncomingMessage): string => new URL(url, 'http://fake').pathname;

const lastAnswer = (contents: NonNullable<Body['contents']>): number =>
	contents.map(({role}) => role).lastIndexOf('model') + 1;

const partsOf = ({text, bash, tool}: Step): readonly Part[] => {
	const used = bash === undefined ? tool : {name: 'run_shell_command', input: {command: bash, description: 'as told'}};
	return [
		...(text === undefined ? [] : [{text}]),
		...(used === undefined ? [] : [{functionCall: {name: used.name, args: used.input}}]),
	];
};

const write = (response: ServerResponse, how: string, parts: readonly Part[]): void => {
	const answer = JSON.stringify({
		candidates: [{index: 0, content: {role: 'model', parts}, finishReason: 'STOP'}],
		usageMetadata: {promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15},
	});
	const isStream = how === 'streamGenerateContent';
	response.writeHead(200, {'content-type': isStream ? 'text/event-stream' : 'application/json'});
	response.end(isStream ? `data: ${answer}\n\n` : answer);
};

const textOf = async (request: IncomingMessage): Promise<string> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) {
		chunks.push(chunk);
	}

	return Buffer.concat(chunks).toString();
};
