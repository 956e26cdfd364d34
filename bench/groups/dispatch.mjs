import {execFile} from 'node:child_process';
import {setTimeout as pause} from 'node:timers/promises';
import {promisify} from 'node:util';
import {createLauncher} from '../lib/launcher.mjs';
import {cpuOf} from '../lib/processes.mjs';
import {median} from '../lib/statistics.mjs';
import {milliseconds, row, skipped} from '../lib/table.mjs';
import {createWorld} from '../lib/world.mjs';

const run = promisify(execFile);

const measure = async ({isQuick, rounds, atEnd}) => {
	const hasTmux = await run('tmux', ['-V']).then(
		() => true,
		() => false,
	);
	if (!hasTmux) {
		return [skipped('Not measured: tmux is not installed.')];
	}

	const world = await createWorld({atEnd});
	const {environment, directory} = world;
	const {projectId} = await world.populate(0);
	await world.start();
	const dispatch = async title => {
		const {id} = await world.ask('POST', '/api/tasks', {projectId, title});
		const began = performance.now();
		const {window} = await world.ask('POST', `/dispatch/none/${id}`, {});
		const took = performance.now() - began;
		const {stdout} = await run('tmux', ['list-windows', '-a', '-F', '#{window_name}'], {env: environment});
		if (!stdout.split('\n').includes(window)) {
			throw new Error(`The window ${window} is not there: ${stdout}`);
		}

		return took;
	};

	// The first one starts tmux as well, and looks for the agent program.
	const first = await dispatch('the first');
	const open = createLauncher({command: ['tmux', 'new-window', '-d', 'sleep 60'], environment, directory, atEnd});
	const times = {ours: [], floor: []};
	for (let round = 0; round < rounds(4); round++) {
		times.ours.push(await dispatch(`task ${round}`));
		times.floor.push(await open());
	}

	const server = world.serverPid();
	await pause(isQuick ? 1000 : 3000);
	const ms = isQuick ? 5000 : 10_000;
	const before = await cpuOf(server);
	await pause(ms);
	const used = before === undefined ? undefined : (await cpuOf(server)) - before;

	return [
		row({title: 'dispatch, the very first', value: milliseconds(first)}),
		row({
			title: 'dispatch to window there',
			value: milliseconds(median(times.ours)),
			floor: milliseconds(median(times.floor)),
			ratio: median(times.ours) / median(times.floor),
		}),
		...(used === undefined
			? []
			: [
					row({
						title: `server with ${1 + times.ours.length} windows, of a core`,
						value: `${((used / ms) * 100).toFixed(2)} %`,
					}),
				]),
	];
};

/** A task on its way to a window, next to `tmux new-window`. */
export const dispatchGroup = {name: 'dispatch', title: 'Dispatch', measure};
