import {signalGroup} from '../../source/system/processes.js';
import {multiplexerContract} from '../contracts/multiplexer.js';
import {privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';
import {toldProgram} from '../helpers/told-program.js';

whereInstalled('tmux')('tmux keeps the promise of a multiplexer', () => {
	multiplexerContract('tmux', async () => {
		const {create, folder} = await privateTmux();
		return {
			multiplexer: create(),
			program: async key => toldProgram(folder, key),

			async kill({pid}, signal) {
				signalGroup(pid ?? 0, signal);
			},
		};
	});
});
