// Runs the command that is given as long as standard input is open: whoever started this may be
// killed without a word, and no server may outlive its test.
import { spawn } from "node:child_process";

const server = spawn(process.execPath, process.argv.slice(2), { stdio: ["ignore", "inherit", "inherit"] });
const stop = () => {
  server.kill("SIGKILL");
  process.exit();
};
process.stdin.on("end", stop).on("error", stop).resume();
server.on("exit", (code) => process.exit(code ?? 1));
