import type {Terminal} from './terminal.js';

export const kitty: Terminal = {
	id: 'kitty',
	label: 'kitty',
	isOurs: ({KITTY_WINDOW_ID}) => KITTY_WINDOW_ID !== undefined,
	programs: {linux: ['kitty'], macos: ['/Applications/kitty.app/Contents/MacOS/kitty', 'kitty']},
	command(run, {title, program, platform, environment}) {
		// It listens for who wants a tab only where the person has set that.
		if (environment.KITTY_LISTEN_ON !== undefined) {
			return ['kitten', '@', 'launch', '--type=tab', '--tab-title', title, ...run];
		}

		return platform === 'macos'
			? ['open', '-n', '-a', 'kitty.app', '--args', ...run]
			: [program, '--detach', '--title', title, '--', ...run];
	},
};
