@_exported import GatehouseTesting
