/**
Turns the lines that a program prints for other programs (stream JSON) into lines for people. A line that it does not know is shown as
it is; one that says nothing to a person becomes none. It keeps nothing between lines, so that a log can be read from any of them.
*/
export type OutputReader = (line: string) => readonly string[];
