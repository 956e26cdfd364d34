import {keepSettings} from '../../source/cli/keep-settings.js';

/** Sets so many members of its own, one after the other, as fast as it can. */
const [, , file = '', name = '', count = '0'] = process.argv;
const keeper = keepSettings(file);
console.log('ready');
for (let number = 0; number < Number(count); number += 1) {
	await keeper.change(members => ({...members, [`${name}${number}`]: number}));
}

console.log('done');
