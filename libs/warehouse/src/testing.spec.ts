import { openMemoryWarehouse } from './testing';
import { describeWarehouse } from './warehouse.suite';

describeWarehouse('memory', async () => openMemoryWarehouse({ now: Date.now }));
