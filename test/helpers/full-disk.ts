import type {OpenAppend} from '../../source/system/append.js';

const noSpace = () => Object.assign(new Error('no space'), {code: 'ENOSPC'});

/** A disk that takes nothing while it is full, and keeps nothing either. */
export const openFullDisk = () => {
	const check = async () => {
		if (disk.isFull) {
			throw noSpace();
		}
	};
	const open: OpenAppend = async () => {
		await check();
		return {append: check, cut: async () => {}, close: async () => {}};
	};
	const disk = {isFull: false, open};
	return disk;
};
