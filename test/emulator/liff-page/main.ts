import CloseWindow from "@line/liff/close-window";
import liff from "@line/liff/core";
import CreateShortcutOnHomeScreen from "@line/liff/create-shortcut-on-home-screen";
import GetAccessToken from "@line/liff/get-access-token";
import GetAppLanguage from "@line/liff/get-app-language";
import GetContext from "@line/liff/get-context";
import GetDecodedIDToken from "@line/liff/get-decoded-id-token";
import GetFriendship from "@line/liff/get-friendship";
import GetIDToken from "@line/liff/get-id-token";
import GetLineVersion from "@line/liff/get-line-version";
import GetOS from "@line/liff/get-os";
import GetProfile from "@line/liff/get-profile";
import I18n from "@line/liff/i18n";
import IsApiAvailable from "@line/liff/is-api-available";
import IsInClient from "@line/liff/is-in-client";
import IsLoggedIn from "@line/liff/is-logged-in";
import Login from "@line/liff/login";
import Logout from "@line/liff/logout";
import OpenWindow from "@line/liff/open-window";
import PermanentLink from "@line/liff/permanent-link";
import Permission from "@line/liff/permission";
import RequestFriendship from "@line/liff/request-friendship";
import ScanCodeV2 from "@line/liff/scan-code-v2";
import SendMessages from "@line/liff/send-messages";
import ShareTargetPicker from "@line/liff/share-target-picker";
import SubWindow from "@line/liff/sub-window";

/** The real SDK on a page of its own: tests call it from outside, by the global `app`. */
liff.use(new CloseWindow());
liff.use(new GetAccessToken());
liff.use(new GetAppLanguage());
liff.use(new GetDecodedIDToken());
liff.use(new GetFriendship());
liff.use(new GetIDToken());
liff.use(new GetProfile());
liff.use(new IsApiAvailable());
liff.use(new IsInClient());
liff.use(new IsLoggedIn());
liff.use(new Login());
liff.use(new Logout());
liff.use(new OpenWindow());
liff.use(new PermanentLink());
liff.use(new RequestFriendship());
liff.use(new SendMessages());
liff.use(new CreateShortcutOnHomeScreen());
liff.use(new GetContext());
liff.use(new GetLineVersion());
liff.use(new GetOS());
liff.use(new I18n());
liff.use(new Permission());
liff.use(new ScanCodeV2());
liff.use(new ShareTargetPicker());
liff.use(new SubWindow());

const init = liff.init({ liffId: "2000000002-Card0001" }).then(
  () => "ready",
  (error: unknown) =>
    error instanceof Error ? `${Reflect.get(error, "code")}: ${error.message}` : String(error),
);

Object.assign(globalThis, { app: { liff, init } });
