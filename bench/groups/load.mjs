import http from 'node:http';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {cpuOf, residentBytes} from '../lib/processes.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {count, mebibytes, milliseconds, row, skipped} from '../lib/table.mjs';
import {createWorld} from '../lib/world.mjs';

const hourMs = 3_600_000;

/** Asks over connections that stay open; answers the body. */
const createCaller = ({world, atEnd}) => {
	const agent = new http.Agent({keepAlive: true, maxSockets: 200});
	atEnd(() => agent.destroy());

	return async (where, body, as) =>
		new Promise((resolve, reject) => {
			const content = JSON.stringify(body);
			const headers = {
				authorization: `Bearer ${world.secret()}`,
				'content-type': 'application/json',
				'content-length': Buffer.byteLength(content),
				...(as === undefined ? {} : {'x-session-id': as}),
			};
			const request = http.request(`${world.url()}${where}`, {method: 'POST', agent, headers});
			request.on('response', response => {
				const chunks = [];
				response.on('data', chunk => chunks.push(chunk));
				response.on('end', () => {
					const text = Buffer.concat(chunks).toString();
					if (response.statusCode < 300) {
						resolve(JSON.parse(text));
					} else {
						reject(new Error(`${where} was answered with ${response.statusCode}: ${text}`));
					}
				});
			});
			request.on('error', reject);
			request.end(content);
		});
};

const text = number =>
	`Please review change ${number} to the inbox reader in T-456: the parser drops the last line of a message.`;

/** What the hooks of a turn leave behind where nothing waits. */
const leaveTurn = async (world, id, number) => {
	const events = ['UserPromptSubmit', 'PostToolBatch', 'PostToolBatch', 'Stop'];
	for (const [index, event] of events.entries()) {
		const input = JSON.stringify({hook_event_name: event, session_id: 'bench', cwd: world.directory});
		await world.write(path.join('home', 'run', 'events', `${id}.${number}${index}.1`), `\n\n${input}\n`);
	}
};

/** A hundred sessions at work that send a thousand messages an hour, each taken by a hook in the middle of a turn. */
const measureSteady = async ({world, ids, call, ms}) => {
	const pid = world.serverPid();
	const sentEvery = hourMs / 1000;
	const took = [];
	const before = await cpuOf(pid);
	const end = performance.now() + ms;
	for (let number = 0; performance.now() < end; number++) {
		const began = performance.now();
		const [from, to] = [ids[number % ids.length], ids[(number + 7) % ids.length]];
		await leaveTurn(world, from, number);
		await call(`/api/sessions/${to}/messages`, {message: text(number)}, from);
		const {taking} = await call(`/api/sessions/${to}/take`, {hook: {hook_event_name: 'PostToolBatch'}});
		await call(`/api/sessions/${to}/confirm`, {taking});
		took.push(performance.now() - began);
		await pause(Math.max(0, sentEvery - (performance.now() - began)));
	}

	const after = await cpuOf(pid);
	const memory = (await residentBytes(pid)) / 2 ** 20;
	return [
		before === undefined
			? skipped('server, of a core: not measured, as it takes /proc to see so little.')
			: row({title: '1,000 messages an hour, of a core', value: `${(((after - before) / ms) * 100).toFixed(3)} %`}),
		row({title: '1,000 messages an hour, memory', value: mebibytes(memory)}),
		row({
			title: 'a turn, a send, its taking and its confirmation',
			value: milliseconds(median(took)),
			tail: milliseconds(quantile(took, 0.95)),
		}),
	];
};

/** A hundred send as fast as they are answered, while each receiver takes and confirms; nothing may be missing, or come twice. */
const measureRate = async ({ids, call, each}) => {
	const sent = new Set();
	const got = [];
	let isSending = true;
	const began = performance.now();
	const sender = async index => {
		for (let number = 0; number < each; number++) {
			const {id} = await call(`/api/sessions/${ids[(index + number) % ids.length]}/messages`, {message: text(number)});
			sent.add(id);
		}
	};
	const taker = async id => {
		for (;;) {
			const isLast = !isSending;
			const answer = await call(`/api/sessions/${id}/take`, {});
			if (answer.taking !== undefined) {
				got.push(...[...answer.text.matchAll(/^\[maestro message (\S+) /gm)].map(([, message]) => message));
				await call(`/api/sessions/${id}/confirm`, {taking: answer.taking});
			} else if (isLast) {
				return;
			} else {
				await pause(5);
			}
		}
	};
	const takers = ids.map(taker);
	await Promise.all(ids.map(async (_, index) => sender(index)));
	isSending = false;
	await Promise.all(takers);
	const perSecond = (sent.size * 1000) / (performance.now() - began);
	const lost = [...sent].filter(id => !got.includes(id)).length;
	return [
		row({title: 'sent, taken and confirmed, a second', value: count(perSecond)}),
		row({
			title: 'of them lost, or come twice',
			value: count(lost + got.length - new Set(got).size),
			compared: lost + got.length - new Set(got).size,
			atMost: 0,
		}),
	];
};

const measure = async ({isQuick, rounds, atEnd}) => {
	const world = await createWorld({atEnd});
	const {ids} = await world.populate(100);
	await world.start();
	const call = createCaller({world, atEnd});
	await pause(1000);
	return [
		...(await measureSteady({world, ids, call, ms: isQuick ? 10_000 : 60_000})),
		...(await measureRate({ids, call, each: rounds(100)})),
	];
};

/** What messages cost a server with 100 live sessions: at the rate of a busy day, and at the highest that it takes. */
export const loadGroup = {name: 'load', title: '100 sessions that write to each other', measure};
