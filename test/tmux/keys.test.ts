import {expect, test} from 'vitest';
import {keyFor} from '../../source/tmux/keys.js';

const printed = String.raw`
bind-key    -T prefix       \;      last-pane
bind-key    -T prefix       L       switch-client -l
bind-key    -T prefix       D       choose-client -Z
bind-key -r -T prefix       C-d     detach-client
bind-key    -T root         d       last-window
bind-key    -T prefix       x       confirm-before -p "detach-client? (y/n)" detach-client
`;

const keys: ReadonlyArray<[command: string, key: string | undefined]> = [
	['switch-client -l', 'L'],
	['detach-client', 'C-d'],
	['last-pane', ';'],
	['last-window', undefined],
];

for (const [command, key] of keys) {
	test(`the key for ${command} is ${key ?? 'not there'}`, () => {
		expect(keyFor(command, printed)).toBe(key);
	});
}
