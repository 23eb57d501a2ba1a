// Compiles the programs of src/bench/java and runs one of them.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { java, root } from './servers.mjs';

/** Runs a class with arguments, and ends this process when it fails. */
export function program(jvm, main, args) {
  const classPath = path.join(root, 'target/bench.cp');
  run('./mvnw', ['-B', '-q', '-Pbench', 'test-compile', 'dependency:build-classpath', '-DincludeScope=test', `-Dmdep.outputFile=${classPath}`]);
  run(java(), [
    ...jvm, '--add-modules', 'jdk.incubator.vector', '--enable-native-access=ALL-UNNAMED',
    '-Djava.util.logging.manager=org.jboss.logmanager.LogManager',
    '-cp', [path.join(root, 'target/test-classes'), path.join(root, 'target/classes'), fs.readFileSync(classPath, 'utf8').trim()].join(':'),
    main, ...args]);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
