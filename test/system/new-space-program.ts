import {setImmediate as nextTurn} from 'node:timers/promises';
import {getHeapSpaceStatistics} from 'node:v8';
import {boundNewSpace} from '../../source/system/bound-new-space.js';

// Makes a lot of garbage of which a part lives for a moment, as a screen does, and says how much was set aside for it.
const [, , most] = process.argv;
const ending = new AbortController();
if (most !== undefined) {
	boundNewSpace(Number(most), ending.signal);
}

let living: string[][] = [];
let largest = 0;
for (let turn = 0; turn < 1000; turn += 1) {
	living = [...living.slice(-59), Array.from({length: 2000}, (_, index) => `${turn} ${index}`)];
	const space = getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space');
	largest = Math.max(largest, space?.space_size ?? 0);
	await nextTurn();
}

console.log(`largest ${largest}`);
ending.abort();
