import {useEffect, useState} from 'react';
import {isGoingOn} from '../../client/select/going-on.js';
import type {State} from '../../client/state/index.js';
import type {Timer} from '../../keymap/burst.js';
import {useSelector} from './use-selector.js';
import {useTheme} from './use-theme.js';

/** What is there sooner needs nothing that turns. */
const firstAfterMs = 1000;
const everyMs = 250;

/** What turns while something takes long, where the operator wants that; empty, and without a timer, at any other time. */
export const useTurning = ({schedule}: Timer): string => {
	const {glyphs} = useTheme();
	const isOn = useSelector(turns);
	const [step, setStep] = useState(0);

	useEffect(() => {
		if (!isOn) {
			return undefined;
		}

		let callOff = schedule(firstAfterMs, function turn() {
			setStep(before => before + 1);
			callOff = schedule(everyMs, turn);
		});
		return () => {
			callOff();
			setStep(0);
		};
	}, [isOn, schedule]);

	return isOn && step > 0 ? (glyphs.turning[step % glyphs.turning.length] ?? '') : '';
};

const turns = (state: State): boolean => {
	const {settings, screen, surroundings} = state;
	const isSeen = screen.confirm === undefined && screen.field === undefined && !screen.isLent;
	return settings.values.motion === 'full' && !surroundings.terminal.isSpoken && isSeen && isGoingOn(state);
};
