import {execFileSync} from 'node:child_process';
import {onTestFinished} from 'vitest';
import {temporaryFolder} from './temporary.js';

/** Whether a disk of the test's own can be mounted here: as root on Linux. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

export type SmallDisk = {
	readonly folder: string;
	readonly setReadOnly: (isReadOnly: boolean) => void;
};

/** A real file system of so many KiB, gone when the test is over. */
export const mountSmallDisk = async (size = 64): Promise<SmallDisk> => {
	const folder = await temporaryFolder();
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', folder]);
	onTestFinished(() => {
		execFileSync('umount', ['-l', folder]);
	});
	return {
		folder,
		setReadOnly(isReadOnly) {
			execFileSync('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder]);
		},
	};
};
