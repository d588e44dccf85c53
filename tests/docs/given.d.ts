// What do the examples take as given? What a page that uses them would have: its own functions, a host's objects.

/** A token for the server, from wherever the page has it. */
declare function freshToken(): Promise<string>;
/** Shows a message, and what has become of it. */
declare function show(text: string, fate: string): void;
/** @param part from 0 to 1 */
declare function showProgress(part: number): void;
declare function showFailure(words: string): void;
/** What somebody has chosen. */
declare const file: File;
/** The object of a mini-program's host. */
declare const wx: { connectSocket(options: any): any };

/** A file as a bundler gives it: by its address. */
declare module '*?url' {
  const address: string;
  export default address;
}
