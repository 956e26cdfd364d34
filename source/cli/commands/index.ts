import type {Command} from '../command.js';
import {dispatch, modes, status, stop} from './dispatch.js';
import {doctor} from './doctor.js';
import {hookSettings} from './hook-settings.js';
import {messageList, messageRead, messageShow} from './message.js';
import {projectAdd, projectList, projectRemove} from './project.js';
import {serverRun, serverStart, serverStatus, serverStop} from './server.js';
import {sessionList, sessionRemove, sessionShow, sessionStop} from './session.js';
import {taskAdd, taskList, taskSet, taskShow} from './task.js';

// The order here is the order of the usage text.
export const commands: readonly Command[] = [
	projectList,
	projectAdd,
	projectRemove,
	taskList,
	taskAdd,
	taskShow,
	taskSet,
	sessionList,
	sessionShow,
	sessionStop,
	sessionRemove,
	messageList,
	messageShow,
	messageRead,
	dispatch,
	status,
	stop,
	modes,
	hookSettings,
	serverRun,
	serverStart,
	serverStop,
	serverStatus,
	doctor,
];
