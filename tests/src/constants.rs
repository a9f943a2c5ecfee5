//! Literals that the compiler accepts or rejects, as documentation tests. The tests of a pair differ in one literal only.
//!
//! ```
//! use applivery::types::{ApplicationId, OrganizationId, WinDeviceId};
//!
//! const ORGANIZATION: OrganizationId = OrganizationId::from_static("my-company");
//! const DEVICE: WinDeviceId = WinDeviceId::from_static("5CG1234XYZ");
//! const APPLICATION: ApplicationId = ApplicationId::from_static("507f1f77bcf86cd799439088");
//! ```
//!
//! An organization with a dot:
//! ```compile_fail,E0080
//! use applivery::types::{ApplicationId, OrganizationId, WinDeviceId};
//!
//! const ORGANIZATION: OrganizationId = OrganizationId::from_static("my.company");
//! const DEVICE: WinDeviceId = WinDeviceId::from_static("5CG1234XYZ");
//! const APPLICATION: ApplicationId = ApplicationId::from_static("507f1f77bcf86cd799439088");
//! ```
//!
//! A device with a letter that is not ASCII:
//! ```compile_fail,E0080
//! use applivery::types::{ApplicationId, OrganizationId, WinDeviceId};
//!
//! const ORGANIZATION: OrganizationId = OrganizationId::from_static("my-company");
//! const DEVICE: WinDeviceId = WinDeviceId::from_static("é");
//! const APPLICATION: ApplicationId = ApplicationId::from_static("507f1f77bcf86cd799439088");
//! ```
//!
//! An application with a line break at its end:
//! ```compile_fail,E0080
//! use applivery::types::{ApplicationId, OrganizationId, WinDeviceId};
//!
//! const ORGANIZATION: OrganizationId = OrganizationId::from_static("my-company");
//! const DEVICE: WinDeviceId = WinDeviceId::from_static("5CG1234XYZ");
//! const APPLICATION: ApplicationId = ApplicationId::from_static("507f1f77bcf86cd799439088\n");
//! ```
