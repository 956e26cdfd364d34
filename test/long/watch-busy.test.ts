import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {Session} from '../../source/domain/session.js';
import {run} from '../../source/system/run.js';
import {extent} from '../helpers/extent.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld} from '../helpers/world.js';

/** An hour says more, and is had by MAESTRO_WATCH_MINUTES=60. */
const minutes = Number(process.env.MAESTRO_WATCH_MINUTES ?? extent(1, 3));
const sessionCount = 100;
const parts = 6;

/** What a process holds of memory, in MiB, and the seconds of CPU it has used, as `ps` tells them. */
const useOf = async (pid: number): Promise<{readonly memory: number; readonly cpu: number}> => {
	const {stdout} = await run('ps', ['-o', 'rss=,time=', '-p', String(pid)]);
	const [memory = '', time = ''] = stdout.trim().split(/\s+/);
	return {
		memory: Number(memory) / 1024,
		cpu: time.split(/[-:]/).reduce((sum, part) => sum * 60 + Number(part), 0),
	};
};

whereInstalled('tmux')('in a real terminal', () => {
	test(
		`an app that watches ${sessionCount} busy sessions does not grow`,
		async () => {
			const world = await createWorld();
			const {id: projectId} = await world.begin();
			const read = async (name: string) => (await readFile(path.join(world.home, 'data', name), 'utf8')).trim();
			const [url, secret] = [await read('server-url'), await read('secrets/operator')];
			const ask = async (method: string, address: string, body: unknown, as?: string): Promise<Response> =>
				fetch(`${url}${address}`, {
					method,
					headers: {
						authorization: `Bearer ${secret}`,
						'content-type': 'application/json',
						...(as === undefined ? {} : {'x-session-id': as}),
					},
					body: JSON.stringify(body),
				});
			const ids: string[] = [];
			for (let number = 0; number < sessionCount; number += 1) {
				const body = {projectId, taskIds: [], name: `Busy ${number}`, status: 'working'};
				ids.push(((await (await ask('POST', '/api/sessions', body)).json()) as Session).id);
			}

			const terminal = await openTerminal(world, {columns: 200, rows: 50});
			await terminal.shows('Busy 99');
			const pid = await terminal.pid();

			/** Forty badges a second, and each second a message and a key. */
			const keepBusy = async (until: number): Promise<void> => {
				for (let turn = 0; Date.now() < until; turn += 1) {
					const id = ids[(turn * 7) % ids.length] ?? '';
					await ask('PATCH', `/api/sessions/${id}`, {status: ['working', 'idle'][Math.floor(turn / 3) % 2]});
					if (turn % 40 === 0) {
						await ask('POST', '/api/sessions/operator/messages', {message: `News of turn ${turn}`}, id);
						await terminal.press(turn % 80 === 0 ? 'j' : 'k');
					}

					await pause(25);
				}
			};

			const partMs = (minutes * 60_000) / parts;
			const seen = [await useOf(pid)];
			for (let part = 1; part <= parts; part += 1) {
				await keepBusy(Date.now() + partMs);
				seen.push(await useOf(pid));
			}

			const told = seen.map(({memory, cpu}, part) => {
				const used =
					part === 0 ? '' : `, ${((cpu - (seen[part - 1]?.cpu ?? 0)) / (partMs / 100_000)).toFixed(1)} % of a core`;
				return `after ${((minutes * part) / parts).toFixed(1)} min: ${memory.toFixed(0)} MiB${used}`;
			});
			console.log(told.join('\n'));
			await terminal.shows('Busy');

			// What is kept of messages grows to its bounds, and a heap comes to rest, in the first part.
			const [, settled, ...later] = seen.map(({memory}) => memory);
			expect(Math.max(...later)).toBeLessThan((settled ?? 0) * 1.25);
		},
		(minutes + 3) * 60_000,
	);
});
