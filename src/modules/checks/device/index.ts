/** The second door of the module: what runs on the device (decision 0017). Only src/worker.ts goes through it. */
export { createDeviceApp } from './app.ts';
export { createDeviceDesk, DEVICE_PATH, type DeviceDesk, type Library } from './desk.ts';
export { openDeviceDb, type DeviceDb } from './store.ts';
