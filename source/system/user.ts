import {userInfo} from 'node:os';

/** The number of the person whose programs we run; programs put it into names of folders. */
export const userId = (): number => userInfo().uid;
