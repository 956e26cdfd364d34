import {expect} from 'vitest';
import {listRunning, signalGroup, signalProcess} from '../../source/system/processes.js';
import {run} from '../../source/system/run.js';
import {multiplexerContract} from '../contracts/multiplexer.js';
import {eventually} from '../helpers/eventually.js';
import {privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';
import {toldProgram} from '../helpers/told-program.js';

whereInstalled('tmux')('tmux keeps the promise of a multiplexer', () => {
	multiplexerContract('tmux', async () => {
		const {create, folder, tmux} = await privateTmux();
		return {
			multiplexer: create(),
			program: async key => toldProgram(folder, key),

			async kill({pid}, signal) {
				signalGroup(pid ?? 0, signal);
			},

			async crash() {
				const server = Number(await tmux('display-message', '-p', '#{pid}'));
				signalProcess(server, 'SIGKILL');
				await eventually(async () => expect((await listRunning(run)).map(({pid}) => pid)).not.toContain(server));
			},
		};
	});
});
