'use strict';
// Runs tenants' code in a process of its own. The first line of the standard input is a job. The results are lines of
// the standard output that begin with the job's token; other output is ignored.

const { AsyncLocalStorage } = require('node:async_hooks');
const crypto = require('node:crypto');
const fs = require('node:fs');
const { builtinModules, createRequire } = require('node:module');
const path = require('node:path');
const util = require('node:util');
const vm = require('node:vm');

const packages = process.argv[1];
const hostRequire = createRequire(path.join(packages, 'host.js'));
const builtins = new Set(builtinModules);
const limits = { logs: 4096, text: 2048, stack: 4096, commands: 500, value: 102400, depth: 100 };

// Scripts must not see environment variables.
for (const name of Object.keys(process.env)) delete process.env[name];

// ---- Output to the server

// These are saved before any code of tenants runs, because that code can replace them.
const { writeSync } = fs;
const { createContext, runInContext, compileFunction } = vm;
const { parse, stringify } = JSON;
const bytesOf = Buffer.from;
let current = null;
// Identifies the current run, so that leftovers of one run do not disturb the next.
const runs = new AsyncLocalStorage();

// A lone surrogate in the output of JSON.stringify. It is not a valid character, and parsers may reject it.
const loneUnit = /\\\\|\\ud[89a-f][0-9a-f]{2}/g;
const wellFormed = (json) => json.replace(loneUnit, (found) => (found === '\\\\' ? found : '\ufffd'));

function send(job, message) {
  // The code's own output may lack a line break at its end. The token is not part of the JSON, because the code can
  // manipulate JSON.
  const bytes = bytesOf(`\n${job.token} ${wellFormed(stringify(message))}\n`);
  let sent = 0;
  while (sent < bytes.length) {
    try {
      sent += writeSync(1, bytes, sent);
    } catch (error) {
      if (error.code !== 'EAGAIN') process.exit(1);
    }
  }
}

function text(value, limit = limits.text) {
  let result;
  try { result = String(value); } catch { result = 'a value that is no text'; }
  return result.length > limit ? result.slice(0, limit) : result;
}

function property(value, name) {
  try { return value[name]; } catch { return undefined; }
}

function described(error) {
  if (error === null || typeof error !== 'object') return { name: 'Error', message: text(error) };
  return {
    name: text(property(error, 'name') || 'Error', 128),
    message: text(property(error, 'message') ?? ''),
    stack: text(ownStack(property(error, 'stack') ?? ''), limits.stack),
  };
}

// The part of a stack trace that belongs to the code itself.
function ownStack(stack) {
  const lines = text(stack, 4 * limits.stack).split('\n');
  return lines.filter((line) => !/\[eval\]|evalmachine|node:vm|node:internal/.test(line)).join('\n');
}

function log(run, ...parts) {
  if (!run || run.logs.length >= limits.logs) return;
  let line;
  try { line = util.format(...parts); } catch (error) { line = 'a value that cannot be shown'; }
  run.logs = (run.logs + line + '\n').slice(0, limits.logs);
}

function fail(error) {
  const run = runs.getStore() ?? current;
  if (run && run === current) run.fail(error);
}

const stream = {
  write: (part) => { log(runs.getStore(), String(part).replace(/\n$/, '')); return true; }, isTTY: false,
};
for (const name of ['stdout', 'stderr']) Object.defineProperty(process, name, { value: stream });
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

// ---- Globals of the code

const silentNames = ['assert', 'count', 'dir', 'group', 'groupCollapsed', 'groupEnd', 'table', 'time', 'timeEnd', 'timeLog'];
const globals = [
  'AbortController', 'AbortSignal', 'Blob', 'BroadcastChannel', 'Buffer', 'ByteLengthQueuingStrategy',
  'CompressionStream', 'CountQueuingStrategy', 'DOMException', 'DecompressionStream', 'Event', 'EventTarget',
  'FormData', 'Headers', 'MessageChannel', 'Performance', 'ReadableStream', 'Request', 'Response', 'TextDecoder',
  'TextDecoderStream', 'TextEncoder', 'TextEncoderStream', 'TransformStream', 'URL', 'URLSearchParams', 'WebAssembly',
  'WritableStream', 'atob', 'btoa', 'crypto', 'fetch', 'performance', 'process', 'queueMicrotask', 'structuredClone',
];

function surroundings(job, run) {
  const console = {};
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace']) console[name] = (...parts) => log(run, ...parts);
  for (const name of silentNames) console[name] = () => {};
  const context = { console };
  const values = { crypto: crypto.webcrypto };
  for (const name of globals.filter((name) => name in globalThis || name in values)) {
    // Some globals are slow to create and rarely used, so they are created on demand.
    Object.defineProperty(context, name, {
      configurable: true,
      get: () => values[name] ?? globalThis[name],
      set(value) { Object.defineProperty(context, name, { configurable: true, writable: true, value }); },
    });
  }
  for (const [set, clear] of [
    ['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval'], ['setImmediate', 'clearImmediate'],
  ]) {
    context[set] = (...args) => {
      const timer = globalThis[set](...args);
      job.timers.push(() => globalThis[clear](timer));
      return timer;
    };
    context[clear] = globalThis[clear];
  }
  context.global = context;
  return createContext(context);
}

// ---- Modules that the code can require

function packageName(wanted) {
  const parts = wanted.split('/');
  return wanted.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

function notFound(wanted) {
  const error = new Error(`Cannot find module '${wanted}'`);
  error.code = 'MODULE_NOT_FOUND';
  return error;
}

function external(wanted, dependencies) {
  // Rules specify versions in this way.
  const versioned = /^((?:@[^/@]+\/)?[^/@]+)@([^/]+)$/.exec(wanted);
  if (versioned) return external(versioned[1], [{ name: versioned[1], version: versioned[2] }]);
  const name = packageName(wanted);
  const declared = dependencies.filter((one) => one.name === name);
  const folders = declared.map((one) => path.join(packages, `${one.name}@${one.version}`));
  for (const folder of [...folders, packages]) {
    const resolve = createRequire(path.join(folder, 'action.js'));
    let found;
    try { found = resolve.resolve(wanted); } catch { continue; }
    if (!found.startsWith(packages + path.sep)) continue;
    return resolve(found);
  }
  throw notFound(wanted);
}

function requirer(part, context, modules, loaded) {
  return (wanted) => {
    if (typeof wanted !== 'string') throw new TypeError('The name of a module must be a string');
    if (wanted.startsWith('node:') || builtins.has(wanted)) return hostRequire(wanted);
    if (!wanted.startsWith('actions:')) return external(wanted, part.dependencies);
    const name = wanted.slice('actions:'.length);
    const module = modules.find((one) => one.name === name);
    if (!module) throw notFound(wanted);
    if (!loaded.has(name)) {
      const actions = { secrets: runInContext('JSON.parse', context)(module.secrets) };
      const own = (inner) => {
        if (String(inner).startsWith('actions:')) throw notFound(inner);
        return requirer(module, context, [], loaded)(inner);
      };
      loaded.set(name, load(module, context, own, `${name}.js`, actions));
    }
    return loaded.get(name);
  };
}

function within(context, job, call) {
  context.__call = call;
  try {
    return runInContext('__call()', context, { timeout: Math.max(1, job.deadline - Date.now()) });
  } finally {
    delete context.__call;
  }
}

function load(part, context, require, filename, actions) {
  const module = { exports: {} };
  const body = compileFunction(
    part.code, ['exports', 'require', 'module', '__filename', '__dirname', 'actions'],
    { filename, parsingContext: context });
  body.call(module.exports, module.exports, require, module, filename, '.', actions);
  return module.exports;
}

// ---- The API of the code: commands are recorded here, and applied by the server

const metadata = ['user.setAppMetadata', 'user.setUserMetadata'];
const challenges = [
  'authentication.challengeWith', 'authentication.challengeWithAny', 'authentication.enrollWith',
  'authentication.enrollWithAny',
];
const saml = [
  'Attribute', 'Audience', 'Recipient', 'CreateUpnClaim', 'PassthroughClaimsWithNoMapping', 'MapUnknownClaimsAsIs',
  'MapIdentities', 'SignatureAlgorithm', 'DigestAlgorithm', 'Destination', 'LifetimeInSeconds', 'SignResponse',
  'NameIdentifierFormat', 'NameIdentifierProbes', 'AuthnContextClassRef', 'SigningCert', 'IncludeAttributeNameFormat',
  'TypedAttributes', 'EncryptionCert', 'EncryptionPublicKey', 'Cert', 'Key', 'RelayState', 'Issuer',
  'EncryptionAlgorithm',
].map((name) => `samlResponse.set${name}`);
const lifetime = ['revoke', 'setExpiresAt', 'setIdleExpiresAt', 'setMetadata', 'deleteMetadata', 'evictMetadata'];
const methods = {
  'post-login': [
    'access.deny', 'accessToken.setCustomClaim', 'accessToken.addScope', 'accessToken.removeScope',
    'idToken.setCustomClaim', 'multifactor.enable', 'authentication.recordMethod', 'authentication.setPrimaryUser',
    'redirect.sendUserTo', 'prompt.render', 'validation.error', 'transaction.setMetadata', 'session.setCookieMode',
    ...challenges, ...metadata, ...saml, ...lifetime.map((name) => `session.${name}`),
    ...lifetime.map((name) => `refreshToken.${name}`),
  ],
  'credentials-exchange': ['access.deny', 'accessToken.setCustomClaim', 'transaction.setMetadata'],
  'pre-user-registration': ['access.deny', 'validation.error', ...metadata],
  'password-reset-post-challenge': [
    'access.deny', 'redirect.sendUserTo', 'prompt.render', 'transaction.setMetadata', ...challenges,
  ],
  'custom-token-exchange': [
    'access.deny', 'access.rejectInvalidSubjectToken', 'authentication.setUserById',
    'authentication.setUserByConnection', 'authentication.setOrganization', 'transaction.setMetadata', ...metadata,
  ],
  'custom-email-provider': ['notification.drop', 'notification.retry'],
  'custom-phone-provider': ['notification.drop', 'notification.retry'],
};
// The commands that end the flow.
const endings = new Set([
  'access.deny', 'access.rejectInvalidSubjectToken', 'validation.error', 'session.revoke', 'refreshToken.revoke',
  'redirect.sendUserTo', 'prompt.render', ...challenges,
]);

function isDeeperThan(levels, value) {
  if (value === null || typeof value !== 'object') return false;
  return levels === 0 || Object.values(value).some((one) => isDeeperThan(levels - 1, one));
}

function record(job, type, args) {
  // A user who has proven a second factor is not challenged again, and the flow continues.
  if (challenges.includes(type) && job.event.authentication?.methods?.some((one) => one.name === 'mfa')) return;
  const value = wellFormed(stringify(args.map((one) => (one === undefined ? null : one))));
  const given = parse(value);
  if (isDeeperThan(limits.depth, given)) throw new Error(`The value given to ${type} is nested too deeply`);
  if (value.length > limits.value) throw new Error(`The value given to ${type} is too large`);
  if (job.commands.length >= limits.commands) throw new Error('An action can change at most 500 things');
  job.commands.push({ type, args: given });
  if (endings.has(type)) job.isOver = true;
  follow(job.event, type, parse(value));
}

// Applies a command to the event, so that later actions of the flow see its effect.
function follow(event, type, [key, value]) {
  const put = (holder, name) => {
    if (!holder) return;
    const values = Object.assign(Object.create(null), holder[name]);
    if (value === null) delete values[key]; else values[key] = value;
    holder[name] = { ...values };
  };
  if (typeof key !== 'string') return;
  switch (type) {
    case 'user.setAppMetadata': return put(event.user, 'app_metadata');
    case 'user.setUserMetadata': return put(event.user, 'user_metadata');
    case 'transaction.setMetadata': return put(event.transaction ??= {}, 'metadata');
    case 'accessToken.setCustomClaim': return put(event.accessToken, 'customClaims');
    case 'authentication.recordMethod':
      return void event.authentication?.methods?.push({ name: key, timestamp: new Date().toISOString() });
  }
}

// The cache of the trigger's scripts. The server stores it, because a process runs a single job.
function cacheOf(job) {
  const records = job.cacheRecords;
  const sweep = () => {
    for (const [key, one] of records) if (one.expires_at <= Date.now()) records.delete(key);
  };
  const size = () => [...records].reduce((sum, [key, one]) => sum + Buffer.byteLength(key + one.value), 0);
  const failure = (code) => ({ type: 'error', code });
  return {
    get(key) {
      sweep();
      const found = records.get(String(key));
      return found && { ...found };
    },
    set(key, value, options = {}) {
      if (typeof key !== 'string' || Buffer.byteLength(key) > 64) return failure('CacheKeySizeExceeded');
      if (typeof value !== 'string' || Buffer.byteLength(value) > 4096) return failure('CacheValueSizeExceeded');
      sweep();
      if (!records.has(key) && records.size >= 20) return failure('ItemLimitExceeded');
      const longest = Date.now() + 86_400_000;
      const ends = [longest, Number(options?.expires_at) || longest, Date.now() + (Number(options?.ttl) || 86_400_000)];
      const before = records.get(key);
      records.set(key, { value, expires_at: Math.min(...ends) });
      if (size() > 8192) {
        if (before) records.set(key, before); else records.delete(key);
        return failure('CacheSizeExceeded');
      }
      return { type: 'success', record: { ...records.get(key) } };
    },
    delete(key) {
      return records.delete(String(key)) ? { type: 'success' } : failure('NotFound');
    },
  };
}

const base64url = (value) => Buffer.from(value).toString('base64url');

function signature(text, secret) {
  if (typeof secret !== 'string' || !secret) throw new TypeError('The secret must be a string that is not empty');
  return crypto.createHmac('sha256', secret).update(text).digest('base64url');
}

function encodeToken({ secret, payload, expiresInSeconds = 900 }, event) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iat: now, iss: event.request?.hostname, sub: event.user?.user_id, exp: now + expiresInSeconds,
    ip: event.request?.ip, ...payload,
  };
  const body = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(stringify(claims))}`;
  return `${body}.${signature(body, secret)}`;
}

// Verifies the token that the external page has signed. Its state makes it valid only for this login.
function validateToken({ secret, tokenParameterName = 'session_token' }, { query = {}, body = {} }) {
  const token = body[tokenParameterName] ?? query[tokenParameterName];
  if (typeof token !== 'string') throw new Error(`There is no parameter ${tokenParameterName} with a token`);
  const parts = token.split('.');
  const expected = Buffer.from(signature(parts.slice(0, 2).join('.'), secret));
  const shown = Buffer.from(parts[2] ?? '');
  if (parts.length !== 3 || shown.length !== expected.length || !crypto.timingSafeEqual(shown, expected)) {
    throw new Error('The signature of the token is not valid');
  }
  const [header, payload] = parts.slice(0, 2).map((part) => parse(Buffer.from(part, 'base64url').toString()));
  if (header?.alg !== 'HS256') throw new Error('The token must be signed with HS256');
  const now = Date.now() / 1000;
  for (const name of ['exp', 'nbf']) {
    if (payload[name] !== undefined && typeof payload[name] !== 'number') throw new Error(`The token's ${name} is no time`);
  }
  if (payload.exp <= now) throw new Error('The token has expired');
  if (payload.nbf > now) throw new Error('The token is not good yet');
  if (typeof payload.state !== 'string' || payload.state !== (body.state ?? query.state)) {
    throw new Error("The token's state is not that of the redirect");
  }
  return payload;
}

// Returns the URL of a redirect, without the parameters that the server adds.
function destination(url, options) {
  let target;
  try { target = new URL(url); } catch { throw new TypeError(`The user cannot be sent to ${text(url, 256)}: it is no URL`); }
  if (!['http:', 'https:'].includes(target.protocol)) throw new TypeError('The user can be sent to http and https alone');
  for (const [name, value] of Object.entries(options?.query ?? {})) target.searchParams.set(name, String(value));
  if (target.searchParams.has('state')) target.searchParams.delete('state');
  return target.href;
}

function apiFor(job, isContinued) {
  const api = { cache: cacheOf(job) };
  for (const type of methods[job.trigger] ?? []) {
    const [holder, name] = type.split('.');
    api[holder] ??= {};
    api[holder][name] = (...args) => { record(job, type, args); return api; };
  }
  if (job.trigger === 'post-login') {
    api.rules = { wasExecuted: (id) => job.executedRules?.has(id) ?? false };
    api.redirect.canRedirect = () => job.canRedirect === true;
    api.redirect.sendUserTo = (url, options) => {
      record(job, 'redirect.sendUserTo', [destination(url, options)]);
      return api;
    };
    api.redirect.encodeToken = (options) => encodeToken(options, job.event);
    api.redirect.validateToken = (options) => {
      if (!isContinued) throw new Error('There was no redirect');
      return validateToken(options, job.event.request);
    };
    api.authentication.recordMethod = (url) => {
      // Before a redirect, no authentication method can have been performed externally.
      if (!isContinued) throw new Error('recordMethod can be called by onContinuePostLogin alone');
      if (!/^https?:\/\//.test(url)) throw new TypeError('A method is named by an http or https URL');
      record(job, 'authentication.recordMethod', [url]);
      return api;
    };
  }
  return api;
}

function handlerName(trigger, isContinued) {
  if (isContinued) return 'onContinuePostLogin';
  if (trigger === 'password-reset-post-challenge') return 'onExecutePostChallenge';
  return 'onExecute' + trigger.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

// ---- Rules: changes of the context are translated to commands of actions

const ruleGlobal = {};

function ruleContext({ event, continuation }) {
  const { client = {}, connection = {}, request = {}, transaction = {} } = event;
  return {
    tenant: event.tenant.id, clientID: client.client_id, clientName: client.name, clientMetadata: client.metadata,
    connection: connection.name, connectionID: connection.id, connectionStrategy: connection.strategy,
    connectionMetadata: connection.metadata, organization: event.organization,
    protocol: continuation ? 'redirect-callback' : transaction.protocol,
    stats: { loginsCount: event.stats?.logins_count }, sso: {}, samlConfiguration: {}, idToken: {}, accessToken: {},
    authorization: event.authorization, authentication: event.authentication, primaryUser: event.user?.user_id,
    request: {
      userAgent: request.user_agent, ip: request.ip, hostname: request.hostname, language: request.language,
      query: request.query ?? {}, body: request.body ?? {}, geoip: request.geoip ?? {},
    },
  };
}

// The part of Auth0's client that rules use to update the metadata of the user who logs in.
function usersOf(job) {
  const update = (type) => (id, values, callback) => {
    const own = id === job.event.user?.user_id;
    const error = own ? null : new Error('Only the metadata of the user who logs in can be changed');
    if (own) for (const [key, value] of Object.entries(values ?? {})) record(job, type, [key, value]);
    if (typeof callback === 'function') return void callback(error);
    return own ? Promise.resolve(values) : Promise.reject(error);
  };
  return {
    updateUserMetadata: update('user.setUserMetadata'), updateAppMetadata: update('user.setAppMetadata'),
  };
}

function tellRules(job, context) {
  for (const name of ['idToken', 'accessToken']) {
    for (const [key, value] of Object.entries(context[name] ?? {})) {
      const isScope = name === 'accessToken' && key === 'scope';
      if (isScope) record(job, 'accessToken.setScopes', [[].concat(value)]);
      else record(job, `${name}.setCustomClaim`, [key, value]);
    }
  }
  if (context.multifactor) record(job, 'multifactor.enable', [context.multifactor.provider ?? 'any']);
  // Rules that run again after a redirect may set it again, which is ignored.
  if (context.redirect?.url && !job.continuation) {
    record(job, 'redirect.sendUserTo', [destination(context.redirect.url)]);
  }
  if (context.primaryUser !== job.event.user?.user_id) {
    record(job, 'authentication.setPrimaryUser', [context.primaryUser]);
  }
}

async function runRule(job, rule, context) {
  const parseThere = runInContext('JSON.parse', context);
  job.rule ??= { user: job.event.user, context: ruleContext(job) };
  context.configuration = parseThere(rule.secrets);
  context.auth0 = { domain: job.event.request?.hostname, users: usersOf(job) };
  context.global = ruleGlobal;
  runInContext('class UnauthorizedError extends Error { name = "UnauthorizedError" }', context);
  const code = `return (${rule.code.replace(/[\s;]+$/, '')}\n)`;
  const require = requirer(rule, context, [], new Map());
  const body = compileFunction(code, ['require'], { filename: 'rule.js', parsingContext: context });
  const [user, state] = [job.rule.user, job.rule.context].map((one) => parseThere(stringify(one)));
  return () => new Promise((resolve, reject) => {
    const callback = (error, nextUser, nextContext) => {
      if (error) return reject(error);
      job.rule = { user: nextUser ?? user, context: nextContext ?? state };
      (job.executedRules ??= new Set()).add(rule.id);
      if (rule.isLast) tellRules(job, job.rule.context);
      resolve();
    };
    Promise.resolve(body(require)(user, state, callback)).catch(reject);
  });
}

// ---- Hooks: results are translated in the same way

const hookErrors = ['InvalidScopeError', 'InvalidRequestError', 'ServerError', 'PreUserRegistrationError'];
const denialCodes = {
  InvalidScopeError: 'invalid_scope', InvalidRequestError: 'invalid_request', ServerError: 'server_error',
};

function hookUser(event) {
  const { user = {} } = event;
  return {
    id: user.user_id?.split('|').slice(1).join('|'), tenant: event.tenant.id, username: user.username,
    email: user.email, emailVerified: user.email_verified, phoneNumber: user.phone_number,
    phoneNumberVerified: user.phone_verified, last_password_reset: user.last_password_reset,
    user_metadata: user.user_metadata, app_metadata: user.app_metadata,
  };
}

function hookArguments(job, hook) {
  const { client = {}, connection = {}, request = {}, tenant, accessToken, resource_server: api } = job.event;
  const context = {
    webtask: { secrets: parse(hook.secrets) }, renderLanguage: request.language, request,
    connection: { id: connection.id, name: connection.name, tenant: tenant.id },
  };
  if (job.trigger !== 'credentials-exchange') return [hookUser(job.event), context];
  const seen = { id: client.client_id, name: client.name, tenant: tenant.id, metadata: client.metadata };
  return [seen, accessToken?.scope, api?.identifier, context];
}

function tellHook(job, answer) {
  if (job.trigger === 'credentials-exchange') {
    const { scope, ...claims } = answer ?? {};
    for (const [key, value] of Object.entries(claims)) record(job, 'accessToken.setCustomClaim', [key, value]);
    if (scope !== undefined) record(job, 'accessToken.setScopes', [scope]);
  } else if (job.trigger === 'pre-user-registration') {
    for (const [name, type] of [['user_metadata', metadata[1]], ['app_metadata', metadata[0]]]) {
      for (const [key, value] of Object.entries(answer?.user?.[name] ?? {})) record(job, type, [key, value]);
    }
  }
}

async function runHook(job, hook, context) {
  const parseThere = runInContext('JSON.parse', context);
  for (const name of hookErrors) {
    runInContext(
      `class ${name} extends Error { name = '${name}'; constructor(m, u) { super(m); this.userMessage = u } }`, context);
  }
  const require = requirer(hook, context, [], new Map());
  const exported = load(hook, context, require, 'hook.js');
  const handler = typeof exported === 'function' ? exported : property(exported, 'default');
  if (typeof handler !== 'function') throw new TypeError('The hook does not export a function');
  const given = parseThere(stringify(hookArguments(job, hook)));
  return () => new Promise((resolve, reject) => {
    const callback = (error, answer) => {
      if (!error) {
        tellHook(job, answer);
        return resolve();
      }
      const code = denialCodes[property(error, 'name')];
      if (code) record(job, 'access.deny', [code, text(property(error, 'message'))]);
      else if (property(error, 'userMessage')) {
        record(job, 'access.deny', [text(property(error, 'message')), text(property(error, 'userMessage'))]);
      } else return reject(error);
      resolve();
    };
    Promise.resolve(handler(...given, callback)).catch(reject);
  });
}

// ---- Profiles: functions that fetch the profile with an access token

async function runProfile(job, script, context) {
  const parseThere = runInContext('JSON.parse', context);
  const require = requirer(script, context, [], new Map());
  // Such scripts expect a global `request`, which is loaded if the package is installed.
  Object.defineProperty(context, 'request', { configurable: true, get: () => require('request') });
  const code = `return (${script.code.replace(/[\s;]+$/, '')}\n)`;
  const body = compileFunction(code, ['require'], { filename: 'fetchUserProfile.js', parsingContext: context });
  const given = parseThere(stringify(job.event.context));
  return () => new Promise((resolve, reject) => {
    const callback = (error, profile) => {
      if (error) return reject(error);
      record(job, 'profile', [profile]);
      resolve();
    };
    Promise.resolve(body(require)(parse(script.secrets).accessToken, given, callback)).catch(reject);
  });
}

// ---- Jobs

const tooLong = (job) => `The actions took longer than ${job.timeout / 1000} seconds`;

async function runAction(job, action, context) {
  const require = requirer(action, context, action.modules, new Map());
  const exported = load(action, context, require, 'action.js');
  const name = handlerName(job.trigger, action.isContinued);
  const handler = property(exported, name);
  if (typeof handler !== 'function') throw new TypeError(`The action does not export a function ${name}`);
  // The arguments are created in the script's own realm, so that changes of prototypes stay there.
  const parseThere = runInContext('JSON.parse', context);
  const event = parseThere(stringify(job.event));
  event.secrets = parseThere(action.secrets);
  const api = apiFor(job, action.isContinued);
  return () => handler(event, api);
}

async function runScript(job, script, run) {
  const started = Date.now();
  let booted = started;
  let clock;
  let error;
  current = run;
  job.commands = [];
  try {
    const failure = new Promise((_, reject) => { run.fail = reject; });
    failure.catch(() => {});
    const context = surroundings(job, run);
    const kind = { rule: runRule, hook: runHook, profile: runProfile }[script.kind] ?? runAction;
    const call = await within(context, job, () => kind(job, script, context));
    booted = Date.now();
    clock = setTimeout(() => { job.isLate = true; run.fail(new Error(tooLong(job))); }, job.deadline - Date.now());
    await Promise.race([within(context, job, call), failure]);
  } catch (caught) {
    job.isLate ||= property(caught, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    error = job.isLate ? { name: 'Error', message: tooLong(job) } : described(caught);
    job.isOver = true;
  }
  clearTimeout(clock);
  const ended = Date.now();
  for (const clear of job.timers.splice(0)) clear();
  const result = {
    commands: job.commands, logs: run.logs, waited: started - job.began, boot: booted - started, ran: ended - booted,
  };
  if (error) result.error = error;
  send(job, { result, index: job.index });
}

async function perform(job) {
  job.timers = [];
  job.began = Date.now();
  job.deadline = job.began + job.timeout;
  job.cacheRecords = new Map((job.cache ?? []).map(({ key, value, expires_at }) => [key, { value, expires_at }]));
  send(job, { began: true });
  if (job.check !== undefined) {
    const answer = {};
    try {
      compileFunction(job.check, ['exports', 'require', 'module', '__filename', '__dirname', 'actions'], {
        filename: 'action.js',
      });
    } catch (error) {
      answer.error = described(error);
    }
    return send(job, { done: true, ...answer });
  }
  const { continuation } = job;
  if (continuation) {
    job.executedRules = new Set(continuation.rules);
    for (const { type, args } of continuation.commands) follow(job.event, type, args);
  }
  let count = 0;
  for (const [index, script] of job.scripts.entries()) {
    job.index = index;
    script.isContinued = index === continuation?.position;
    script.isLast = job.scripts[index + 1]?.kind !== script.kind;
    const run = { logs: '', fail: () => {} };
    await runs.run(run, () => runScript(job, script, run));
    count += 1;
    if (job.isOver) break;
  }
  current = null;
  send(job, { done: true, count, cache: [...job.cacheRecords].map(([key, record]) => ({ key, ...record })) });
}

let rest = [];
process.stdin.on('data', (chunk) => {
  let end;
  while ((end = chunk.indexOf(10)) >= 0) {
    const line = Buffer.concat([...rest, chunk.subarray(0, end)]).toString();
    rest = [];
    chunk = chunk.subarray(end + 1);
    perform(parse(line));
  }
  if (chunk.length) rest.push(chunk);
});
process.stdin.on('end', () => process.exit(0));
