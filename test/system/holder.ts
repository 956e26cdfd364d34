import {setInterval} from 'node:timers';
import {holdLock} from '../../source/system/lock.js';

/** Takes the lock and keeps it, or says why it cannot. */
const [, , file = ''] = process.argv;
try {
	await holdLock(file);
	console.log('held');
	setInterval(() => {}, 1000);
} catch (error) {
	console.log(String(error));
}
